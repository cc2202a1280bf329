window.YTD.tweet.part0 = [ {
  "retweeted" : false,
  "entities" : { "hashtags" : [ { "text" : "tea" } ], "urls" : [ ] },
  "favorite_count" : "1",
  "id_str" : "1100000000000000001",
  "retweet_count" : "0",
  "id" : "1100000000000000001",
  "created_at" : "Sat Feb 23 10:15:00 +0000 2019",
  "text" : "First flush #tea",
  "lang" : "en"
} ]

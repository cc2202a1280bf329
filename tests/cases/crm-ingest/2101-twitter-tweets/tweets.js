window.YTD.tweets.part0 = [
  {
    "tweet" : {
      "edit_info" : { "initial" : { "editTweetIds" : [ "1700000000000000001" ] } },
      "retweeted" : false,
      "source" : "<a href=\"https://example.com\">Web</a>",
      "entities" : { "hashtags" : [ ], "urls" : [ { "url" : "https://t.co/x", "expanded_url" : "https://shop.example/tea" } ] },
      "favorite_count" : "12",
      "id_str" : "1700000000000000001",
      "retweet_count" : "3",
      "id" : "1700000000000000001",
      "created_at" : "Wed Sep 06 10:15:00 +0000 2023",
      "full_text" : "New tea,\n\"first flush\" \ud83c\udf75",
      "lang" : "en"
    }
  },
  {
    "tweet" : {
      "retweeted" : false,
      "in_reply_to_status_id_str" : "1700000000000000999",
      "in_reply_to_user_id_str" : "900719925474099312",
      "in_reply_to_screen_name" : "ann",
      "favorite_count" : "0",
      "id_str" : "1700000000000000002",
      "retweet_count" : "0",
      "created_at" : "Wed Sep 06 11:00:00 +0000 2023",
      "full_text" : "@ann It ships tomorrow.",
      "lang" : "und"
    }
  }
]

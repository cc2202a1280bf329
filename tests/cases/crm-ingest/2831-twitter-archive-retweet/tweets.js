window.YTD.tweets.part0 = [
 {"tweet": {"id_str": "1050000000000000001", "id": "1050000000000000001", "created_at": "Wed Oct 10 20:19:24 +0000 2018", "full_text": "RT @tea_friend: Our cups\nare here", "favorite_count": "0", "retweet_count": "500", "lang": "en", "entities": {"urls": []}}},
 {"tweet": {"id_str": "1050000000000000002", "id": "1050000000000000002", "created_at": "Wed Oct 10 20:20:24 +0000 2018", "full_text": "RT means retweet", "favorite_count": "3", "retweet_count": "1", "lang": "en", "entities": {"urls": []}}}
]

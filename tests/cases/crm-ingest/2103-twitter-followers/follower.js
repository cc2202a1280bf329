window.YTD.follower.part0 = [ {
    "follower" : {
      "accountId" : "900719925474099312",
      "userLink" : "https://twitter.com/intent/user?user_id=900719925474099312"
    }
  },
  {
    "follower" : {
      "accountId" : "12",
      "userLink" : "https://twitter.com/intent/user?user_id=12"
    }
  } ]
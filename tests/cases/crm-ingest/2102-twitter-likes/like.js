window.YTD.like.part0 = [
  {
    "like" : {
      "tweetId" : "1699999999999999999",
      "fullText" : "Best oolong in town https://t.co/abc",
      "expandedUrl" : "https://twitter.com/i/web/status/1699999999999999999"
    }
  }
];

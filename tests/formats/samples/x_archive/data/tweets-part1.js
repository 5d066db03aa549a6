window.YTD.tweets.part1 = [
  {
    "tweet": {
      "id_str": "1855000000000000005",
      "id": "1855000000000000005",
      "full_text": "Faden, Teil 2",
      "created_at": "Mon Nov 11 12:15:00 +0000 2024",
      "lang": "de",
      "favorite_count": "35",
      "retweet_count": "6",
      "entities": {
        "hashtags": [],
        "urls": []
      },
      "in_reply_to_user_id_str": "4711",
      "in_reply_to_screen_name": "nordwind_demo"
    }
  }
];

window.YTD.tweets.part0 = [
  {
    "tweet": {
      "id_str": "1855000000000000001",
      "id": "1855000000000000001",
      "full_text": "Wind &amp; Wetter &lt;3 https://t.co/abc",
      "created_at": "Sat Nov 09 12:14:18 +0000 2024",
      "lang": "de",
      "favorite_count": "35",
      "retweet_count": "6",
      "entities": {
        "urls": [
          {
            "expanded_url": "https://nordwind.example/wind"
          }
        ],
        "media": []
      },
      "extended_entities": {
        "media": [
          {
            "type": "photo"
          }
        ]
      }
    }
  },
  {
    "tweet": {
      "id_str": "1855000000000000002",
      "id": "1855000000000000002",
      "full_text": "Heute erzählen wir eine lange Geschichte über Rotorblätter und das Meer. Heute erzählen wir eine lange Geschichte über Rotorblätter und das Meer. Heute erzählen wir eine lange Geschichte über Rotorblätter und das Meer. Heute erzählen wir eine lange Geschichte über Rotor… https://t.co/x",
      "created_at": "Sat Nov 09 12:15:00 +0000 2024",
      "lang": "de",
      "favorite_count": "35",
      "retweet_count": "6",
      "entities": {
        "hashtags": [],
        "urls": []
      }
    }
  },
  {
    "tweet": {
      "id_str": "1855000000000000003",
      "id": "1855000000000000003",
      "full_text": "RT @jo: Schöner Beitrag…",
      "created_at": "Sun Nov 10 12:15:00 +0000 2024",
      "lang": "und",
      "favorite_count": "35",
      "retweet_count": "6",
      "entities": {
        "hashtags": [],
        "urls": []
      }
    }
  },
  {
    "tweet": {
      "id_str": "1855000000000000004",
      "id": "1855000000000000004",
      "full_text": "@jo Danke!",
      "created_at": "Sun Nov 10 13:15:00 +0000 2024",
      "lang": "de",
      "favorite_count": "35",
      "retweet_count": "6",
      "entities": {
        "hashtags": [],
        "urls": []
      },
      "in_reply_to_user_id_str": "99",
      "in_reply_to_screen_name": "jo"
    }
  }
]
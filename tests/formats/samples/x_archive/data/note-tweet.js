window.YTD.note_tweet.part0 = [
  {
    "noteTweet": {
      "noteTweetId": "1",
      "createdAt": "2024-11-09T12:15:00.000Z",
      "core": {
        "text": "Etwas ganz anderes aus derselben Sekunde, auch lang genug, um es zu verwechseln."
      }
    }
  },
  {
    "noteTweet": {
      "noteTweetId": "2",
      "createdAt": "2024-11-09T12:15:00.000Z",
      "core": {
        "text": "Heute erzählen wir eine lange Geschichte über Rotorblätter und das Meer. Heute erzählen wir eine lange Geschichte über Rotorblätter und das Meer. Heute erzählen wir eine lange Geschichte über Rotorblätter und das Meer. Heute erzählen wir eine lange Geschichte über Rotorblätter und das Meer. Heute erzählen wir eine lange Geschichte über Rotorblätter und das Meer. Heute erzählen wir eine lange Geschichte über Rotorblätter und das Meer. Heute erzählen wir eine lange Geschichte über Rotorblätter und das Meer. Heute erzählen wir eine lange Geschichte über Rotorblätter und das Meer."
      }
    }
  }
]
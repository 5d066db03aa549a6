window.__THAR_CONFIG = {
  "userInfo" : { "accountId" : "4711", "userName" : "nordwind_demo", "displayName" : "Nordwind Demo" },
  "archiveInfo" : { "sizeBytes" : "1000", "generationDate" : "2026-03-03T07:37:58.422Z", "isPartialArchive" : false },
  "dataTypes" : {
    "account" : { "files" : [ { "fileName" : "data/account.js", "globalName" : "YTD.account.part0", "count" : "1" } ] },
    "tweets" : { "mediaDirectory" : "data/tweets_media", "files" : [
      { "fileName" : "data/tweets.js", "globalName" : "YTD.tweets.part0", "count" : "4" },
      { "fileName" : "data/tweets-part1.js", "globalName" : "YTD.tweets.part1", "count" : "1" } ] }
  }
}
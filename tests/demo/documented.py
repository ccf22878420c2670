"""The documented examples, as far as the documents of the demo must look like them."""

import json

VIDEO = json.loads(
    '{"gameId":"78cc1638-2858-11f1-a1d1-da3c0b3a7de9","eventStartTimestamp":1,'
    '"eventEndTimestamp":2,"startGameClockMs":3,"endGameClockMs":4,"period":"H1",'
    '"videoStartTimestamp":0,"videoEndTimestamp":0,'
    '"sourceKey":{"source":"POSSESSION","teamId":"1","playerId":"2"},'
    '"sessionId":"00000000-0000-0000-0000-000000000000",'
    '"facilityId":"00000000-0000-0000-0000-000000000000","location":"",'
    '"hlsVideoStartTimestamp":0,"hlsStartOffset":8.5,"hlsVideoDelayMs":0,"hlsDuration":0.5,'
    '"hlsFile":"","externalStartTimestamp":11,"externalEndTimestamp":12,"posterLocation":""}'
)

SCHEDULED = json.loads(
    '{"event_id":"062a3726","facility_name":"Lab","court_name":"main court","location_id":"a@b",'
    '"tournament":null,"tipoff_at":1604052000000,"gender":"MEN","status":"ACTIVE",'
    '"type":"BASKETBALL","home_team_id":481,"home_team_name":"ShotTrackerW",'
    '"home_team_reference_id":"938104592","away_team_id":493,"away_team_name":"BWB",'
    '"away_team_reference_id":"938104593","officials_team_id":0,"_results":"",'
    '"reference_id":"938104592","fan_engagement_enabled":false,"source":"SHOTTRACKER"}'
)

SESSION = json.loads(
    '{"id":"cf56d0aa","name":null,"type":"GAME_ROUND","started_at":1517430299810,'
    '"ended_at":1517431728868,"_stats":"","_stats_details":"","_shots":"","_locations":[""],'
    '"_possessions":"","_possessions_summary":""}'
)

DETAIL = json.loads(
    '{"type":"ACTUAL","eventId":"6a92509b","timestamp":1663870476541,"teamId":"526",'
    '"sessionType":"GAME_ROUND","sessionId":"587af773","practiceId":null,'
    '"practiceDefinitionId":null,"drillDefinitionId":null,"gameId":"5806b1d1",'
    '"stats":{"LBTO":1,"TO":1},"corrected":false,"facilityId":"35f20157","courtId":"5dd7ff0b",'
    '"gameClock":"12:30.0","shotClock":"05.7","period":"Q1","playerX":-2516,"playerY":-2511,'
    '"playerZ":326,"hoopToEventX":-2562,"hoopToEventY":10055,"clipId":null,'
    '"classification":"LIVE_BALL_TURNOVER","description":"John Doe live ball turnover",'
    '"videoAttributes":{"facilityId":"35f20157","courtId":"5dd7ff0b","sessionId":"587af773"},'
    '"baseStats":"TO","actualStats":"LBTO","key":{"actorId":"7097","timestamp":1663870476541},'
    '"act":"PLAYER","pid":"7097"}'
)

TOTALS = json.loads(
    '{"awayTeamScore":{"teamId":"2","value":22},"homeTeamScore":{"teamId":"1","value":11},'
    '"period":"H2","gameClock":"00:15:00","status":"ACTIVE","periodTotals":['
    '{"awayTeamScore":{"teamId":"2","value":2},"homeTeamScore":{"teamId":"1","value":10},'
    '"period":"H2","sessionId":"37c2cf99"}]}'
)

SHOT = json.loads(
    '{"label":null,"t":1663870491879,"pid":"7269","tid":"552","sid":"587af773",'
    '"sst":"GAME_ROUND","gid":"5806b1d1","st":"MISS","is3":false,"pts":-1,"z":8,"az":12,'
    '"px":3117,"py":7899,"pz":444,"hx":-44,"hy":12783,"hz":2990,"hsx":-3160,"hsy":4884,'
    '"s":"RECORDED","drb":1,"dd":null,"fid":"35f20157","hid":"730724a2","gc":"12:30.0",'
    '"sc":"05.7","prd":"Q1","attributes":["OTD"],"players":["7259"],"d":581.7677973212337,'
    '"shotDefenders":[7092]}'
)

POSSESSION_TEAM = json.loads(
    '{"id":515,"name":"STQA","team_player_details":[{"id":3403,"first_name":"John",'
    '"last_name":"Doe","profile_image_link":""}],"possessions":[{"_locations":"",'
    '"start_timestamp":1580408461984,"end_timestamp":1580408463984,"start_game_clock":"12:30.0",'
    '"end_game_clock":"12:25.0","period":"Q1","player_ids":[3065],"opposing_player_ids":[6833],'
    '"stats":[{"timestamp":1580408461984,"possession_type":"DEFENSIVE_REB",'
    '"details":["DEFENSIVE_REB","REB"],"player_id":3403}]}]}'
)

SHOT_TEAM = json.loads(
    '{"id":461,"name":"team name","logo_image_link":"","player_shots":[{"id":123,'
    '"player_details":{"id":123,"firstname":"John","lastname":"Doe","profile_image_link":""},'
    '"shots":[{"occurred_at":123456789,"is_make":true,"is_3point":true,"zone":1,'
    '"advanced_zone":2,"player_x":123,"player_y":30,"player_z":10,"hoop_x":0,"hoop_y":14000,'
    '"hoop_z":3048,"hoop_player_x":12,"hoop_player_y":3,"status":"RECORDED",'
    '"game_clock":"1:2.3","shot_clock":"4.5","period":"Q1","attributes":["DUNK"]}]}]}'
)

ROSTER = json.loads(
    '{"id":46,"name":"Test Team","gender":"MEN","conference_name":"ACC","league_name":"NCAA",'
    '"sport":"BASKETBALL","reference_id":"938104592","logo_image_link":"","team_images":{},'
    '"players":[{"id":1,"first_name":"john","last_name":"doe","jersey_number":1,'
    '"jersey_number_str":"1","position":"center","profile_image_link":"",'
    '"display_name":"john doe","is_active":true,"special_services":[],'
    '"reference_id":"42589513","sensor":100630,"is_starter":true,"is_scout":false,'
    '"team_player_images":{}}]}'
)

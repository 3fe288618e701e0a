DROP TABLE disclosures, presentations, nominations, request_offices, requests;

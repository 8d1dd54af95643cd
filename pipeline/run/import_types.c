/* What other lists call our types. */
#include "run/import_lists.h"

/* Labels of named-entity recognisers: OntoNotes, CoNLL, CoreNLP. */
const struct asc_import_type asc_label_types[] = {
    {"PERSON", ASC_PERSON},       {"PER", ASC_PERSON},           {"ORGANIZATION", ASC_ORGANIZATION}, {"ORGANISATION", ASC_ORGANIZATION},
    {"ORG", ASC_ORGANIZATION},    {"PLACE", ASC_PLACE},          {"LOCATION", ASC_PLACE},            {"LOC", ASC_PLACE},
    {"GPE", ASC_PLACE},           {"FAC", ASC_PLACE},            {"FACILITY", ASC_PLACE},            {"CITY", ASC_PLACE},
    {"COUNTRY", ASC_PLACE},       {"STATE_OR_PROVINCE", ASC_PLACE}, {"GROUP", ASC_GROUP},            {"NORP", ASC_GROUP},
    {"NATIONALITY", ASC_GROUP},   {"RELIGION", ASC_GROUP},       {"IDEOLOGY", ASC_GROUP},            {"EVENT", ASC_EVENT},
    {"WORK", ASC_WORK},           {"WORK_OF_ART", ASC_WORK},     {"WEAPON", ASC_WEAPON},             {NULL, 0},
};

/* Classes that items are instances of (P31). */
const struct asc_import_type asc_wikidata_types[] = {
    {"Q5", ASC_PERSON},
    /* country, sovereign state, city, big city, million city, capital, town, village, settlement, first-level division, U.S. state */
    {"Q6256", ASC_PLACE}, {"Q3624078", ASC_PLACE}, {"Q515", ASC_PLACE}, {"Q1549591", ASC_PLACE}, {"Q1637706", ASC_PLACE}, {"Q5119", ASC_PLACE},
    {"Q3957", ASC_PLACE}, {"Q532", ASC_PLACE}, {"Q486972", ASC_PLACE}, {"Q10864048", ASC_PLACE}, {"Q35657", ASC_PLACE},
    /* island, mountain, range, river, lake, sea, ocean, continent, airport */
    {"Q23442", ASC_PLACE}, {"Q8502", ASC_PLACE}, {"Q46831", ASC_PLACE}, {"Q4022", ASC_PLACE}, {"Q23397", ASC_PLACE}, {"Q165", ASC_PLACE},
    {"Q9430", ASC_PLACE}, {"Q5107", ASC_PLACE}, {"Q1248784", ASC_PLACE},
    /* organization, business, enterprise, company, public company, party, university, international organization, nonprofit */
    {"Q43229", ASC_ORGANIZATION}, {"Q4830453", ASC_ORGANIZATION}, {"Q6881511", ASC_ORGANIZATION}, {"Q783794", ASC_ORGANIZATION},
    {"Q891723", ASC_ORGANIZATION}, {"Q7278", ASC_ORGANIZATION}, {"Q3918", ASC_ORGANIZATION}, {"Q484652", ASC_ORGANIZATION},
    {"Q163740", ASC_ORGANIZATION},
    /* government agency, ministry, non-governmental organization, football club, newspaper, news agency, research institute, bank */
    {"Q327333", ASC_ORGANIZATION}, {"Q192350", ASC_ORGANIZATION}, {"Q79913", ASC_ORGANIZATION}, {"Q476028", ASC_ORGANIZATION},
    {"Q11032", ASC_ORGANIZATION}, {"Q192283", ASC_ORGANIZATION}, {"Q31855", ASC_ORGANIZATION}, {"Q22687", ASC_ORGANIZATION},
    /* airline, union, military unit, armed organization, court, governmental organization, foundation, band, museum */
    {"Q46970", ASC_ORGANIZATION}, {"Q178790", ASC_ORGANIZATION}, {"Q176799", ASC_ORGANIZATION}, {"Q17149090", ASC_ORGANIZATION},
    {"Q41487", ASC_ORGANIZATION}, {"Q2659904", ASC_ORGANIZATION}, {"Q157031", ASC_ORGANIZATION}, {"Q215380", ASC_ORGANIZATION},
    {"Q33506", ASC_ORGANIZATION},
    /* ethnic group, religion; occurrence, event, war, battle, election; film, book, literary work, album, television series, song; weapon */
    {"Q41710", ASC_GROUP}, {"Q9174", ASC_GROUP}, {"Q1190554", ASC_EVENT}, {"Q1656682", ASC_EVENT}, {"Q198", ASC_EVENT}, {"Q178561", ASC_EVENT},
    {"Q40231", ASC_EVENT}, {"Q11424", ASC_WORK}, {"Q571", ASC_WORK}, {"Q7725634", ASC_WORK}, {"Q482994", ASC_WORK}, {"Q5398426", ASC_WORK},
    {"Q7366", ASC_WORK}, {"Q728", ASC_WEAPON}, {NULL, 0},
};

/* Schemata of FollowTheMoney. */
const struct asc_import_type asc_ftm_types[] = {
    {"Person", ASC_PERSON},        {"Organization", ASC_ORGANIZATION}, {"Company", ASC_ORGANIZATION}, {"LegalEntity", ASC_ORGANIZATION},
    {"PublicBody", ASC_ORGANIZATION}, {"Event", ASC_EVENT},            {NULL, 0},
};

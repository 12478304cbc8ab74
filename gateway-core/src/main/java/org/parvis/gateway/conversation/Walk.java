package org.parvis.gateway.conversation;

/**
 * Along what a list is read: conversations themselves, or those of one tag, whose rows have what lists go by in columns of the same names.
 *
 * @param from the tables, with the conversation as {@code c}
 * @param of   the table whose indexes serve the list
 * @param id   the conversation's id there
 */
record Walk(String from, String of, String id) {

    private static final Walk ALL = new Walk("conversation c", "c", "c.id");
    private static final Walk OF_A_TAG = new Walk("conversation_tag g join conversation c on c.id = g.conversation_id", "g",
            "g.conversation_id");

    static Walk of(Listing listing) {
        return listing.tag().isPresent() ? OF_A_TAG : ALL;
    }

    /** What the listing asks for besides its view. */
    Clauses clauses(Listing listing) {
        Clauses clauses = new Clauses();
        listing.tag().ifPresent(tag -> clauses.and("g.tag_id = ?", tag));
        listing.team().ifPresent(team -> clauses.and("c.team_id = ?", team));
        listing.channel().ifPresent(channel -> clauses.and("c.channel_id = ?", channel));
        return clauses;
    }
}

package org.parvis.gateway.conversation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.parvis.gateway.contact.ContactQueries;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.search.SearchFault;
import org.parvis.gateway.search.SearchQuery;

/**
 * Finds conversations: by words in their messages, by number, by a person's name or handle, the best match first; without any words by what the operators say alone, the
 * latest activity first. Blocking.
 */
public final class ConversationSearch {

    private final Database database;
    private final ContactQueries contacts;

    public ConversationSearch(Database database, ContactQueries contacts) {
        this.database = database;
        this.contacts = contacts;
    }

    /** @param excerpt where it matched; absent where no message did, as when it was found by its number, its person or what it is like */
    public record Hit(ConversationRow row, Optional<Excerpt> excerpt) {
    }

    /** @throws SearchFault when something is named that there is not */
    public Page<Hit> search(SearchQuery query, Listing listing, Optional<Keyset> after, int limit) throws InterruptedException {
        return database.read(session -> {
            SearchConditions conditions = SearchConditions.of(session, contacts, query, listing);
            return query.hasWords()
                    ? withExcerpts(session, query,
                            new RankedSearch(session, contacts, query, conditions, listing.agent()).page(after, limit))
                    : withExcerpts(Map.of(), new FilteredList(session, conditions, listing.agent()).page(after, limit));
        });
    }

    private static Page<Hit> withExcerpts(Session session, SearchQuery query, Page<ConversationRow> page) throws InterruptedException {
        return withExcerpts(Excerpts.of(session, page.items().stream().map(ConversationRow::id).toList(), query), page);
    }

    private static Page<Hit> withExcerpts(Map<UUID, Excerpt> excerpts, Page<ConversationRow> page) {
        List<Hit> hits = page.items().stream().map(row -> new Hit(row, Optional.ofNullable(excerpts.get(row.id())))).toList();
        return new Page<>(hits, page.next());
    }
}

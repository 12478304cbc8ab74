package org.parvis.gateway.contact;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.vertx.sqlclient.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.channel.Handle;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.database.UuidV7;

import static org.assertj.core.api.Assertions.assertThat;

class ContactsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Instant NOW = Instant.parse("2026-11-17T09:12:00Z");

    private final Contacts contacts = new Contacts(new UuidV7(Clock.systemUTC()));
    private final String name = "lea-" + UUID.randomUUID() + "@mastodon.example";

    @Test
    void somebodyIsKnownByTheLatestNameAndProfileThatTheyGave() throws Exception {
        UUID first = seen(handle(Optional.empty(), Optional.empty()));
        UUID named = seen(handle(Optional.of("Léa"), Optional.empty()));
        UUID renamed = seen(handle(Optional.of("Léa Marchetti"), Optional.of("https://mastodon.example/@lea")));
        UUID unnamed = seen(handle(Optional.empty(), Optional.empty()));

        assertThat(List.of(named, renamed, unnamed)).containsOnly(first);
        assertThat(Rows.text(kept(), "display_name")).isEqualTo("Léa Marchetti");
        assertThat(Rows.text(kept(), "profile")).isEqualTo("https://mastodon.example/@lea");
    }

    @Test
    void aHandleThatWasOnlyStatedIsRealOnceSomethingComesFromIt() throws Exception {
        Handle email = Handle.of(Handle.Kind.EMAIL, name);
        Map<Handle, UUID> stating = DATABASE.database().inTransaction(session -> contacts.identify(session,
                List.of(new Sighting(email, Set.of(handle(Optional.empty(), Optional.empty())))), NOW));
        assertThat(Rows.flag(kept(), "stated")).isTrue();

        assertThat(stating).containsEntry(email, seen(handle(Optional.empty(), Optional.empty())));
        assertThat(Rows.flag(kept(), "stated")).isFalse();
    }

    @Test
    void knownAndUnknownPeopleAreMetTogether() throws Exception {
        Handle known = handle(Optional.empty(), Optional.empty());
        UUID contact = seen(known);
        Handle unknown = Handle.of(Handle.Kind.EMAIL, name);

        Map<Handle, UUID> met = DATABASE.database().inTransaction(session -> contacts.identify(session,
                List.of(new Sighting(unknown, Set.of()), new Sighting(handle(Optional.of("Léa"), Optional.empty()), Set.of())), NOW));

        assertThat(met).hasSize(2).containsEntry(known, contact).containsKey(unknown);
        assertThat(met.get(unknown)).isNotEqualTo(contact);
        assertThat(Rows.text(kept(), "display_name")).isEqualTo("Léa");
    }

    private Handle handle(Optional<String> displayName, Optional<String> profile) {
        return new Handle(Handle.Kind.FEDIVERSE, name, displayName, profile);
    }

    private UUID seen(Handle handle) throws InterruptedException {
        Map<Handle, UUID> met = DATABASE.database()
                .inTransaction(session -> contacts.identify(session, List.of(new Sighting(handle, Set.of())), NOW));
        assertThat(met).containsOnlyKeys(handle);
        return met.values().iterator().next();
    }

    private Row kept() throws InterruptedException {
        return DATABASE.database().read(session -> session.first("select * from handle where kind = 'FEDIVERSE' and value = $1", name))
                .orElseThrow();
    }
}

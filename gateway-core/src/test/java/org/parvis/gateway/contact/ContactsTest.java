package org.parvis.gateway.contact;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.vertx.sqlclient.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.channel.Handle;
import org.parvis.gateway.contact.ContactView.KnownHandle;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.database.UuidV7;
import org.parvis.gateway.scope.Scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** People are known by what they are observed under; what somebody says of themselves makes them nobody. */
class ContactsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Handle FORM = Handle.of(Handle.Kind.ANONYMOUS, "form:1", "Anne Durand");
    private static final Handle ANNE = Handle.of(Handle.Kind.EMAIL, "anne@citizen.example", "Anne");
    private static final Handle PHONE = Handle.of(Handle.Kind.PHONE, "+33199000042");

    private final Contacts contacts = new Contacts(new UuidV7(Clock.systemUTC()));

    @BeforeEach
    void nobodyIsKnown() throws InterruptedException {
        DATABASE.database().inTransaction(session -> session.execute("truncate handle, stated_handle, contact cascade"));
    }

    @Test
    void aStatedHandleNeitherJoinsNorRenamesWhoeverItBelongsTo() throws InterruptedException {
        UUID anne = identify(ANNE, Set.of());

        UUID form = identify(FORM, Set.of(Handle.of(Handle.Kind.EMAIL, ANNE.value(), "Somebody else")));

        assertThat(form).isNotEqualTo(anne);
        assertThat(view(anne).handles()).containsExactly(known(ANNE));
        assertThat(view(form).handles()).extracting(KnownHandle::value, KnownHandle::stated)
                .containsExactly(tuple(FORM.value(), false),
                        tuple(ANNE.value(), true));
    }

    @Test
    void whoeverCallsFromANumberThatAnotherStatedIsThemselves() throws InterruptedException {
        UUID form = identify(FORM, Set.of(PHONE));

        UUID caller = identify(PHONE, Set.of());

        assertThat(caller).isNotEqualTo(form);
        assertThat(identify(PHONE, Set.of())).isEqualTo(caller);
        assertThat(view(form).handles()).filteredOn(KnownHandle::stated).extracting(KnownHandle::value).containsExactly(PHONE.value());
    }

    @Test
    void whatANodeFromBeforeKeptAsStatedIsTakenOverByWhoeverIsObserved() throws InterruptedException {
        UUID form = identify(FORM, Set.of());
        DATABASE.database().inTransaction(session -> session.execute(
                "insert into handle (kind, value, contact_id, stated, first_seen) values ('PHONE', $1, $2, true, now())", PHONE.value(),
                form));

        UUID caller = identify(PHONE, Set.of());

        assertThat(caller).isNotEqualTo(form);
        assertThat(view(caller).handles()).extracting(KnownHandle::stated).containsExactly(false);
        assertThat(view(form).handles()).filteredOn(KnownHandle::stated).extracting(KnownHandle::value).containsExactly(PHONE.value());
    }

    @Test
    void peopleAreFoundByWhatTheyStateAsWell() throws InterruptedException {
        UUID anne = identify(ANNE, Set.of());
        UUID form = identify(FORM, Set.of(ANNE, PHONE));
        ContactQueries queries = new ContactQueries(DATABASE.database(), "+33");

        assertThat(queries.byHandle(Scope.EVERYTHING, "anne@")).extracting(ContactView::id).containsExactlyInAnyOrder(anne, form);
        assertThat(queries.byHandle(Scope.EVERYTHING, "01 99 00 00")).extracting(ContactView::id).containsExactly(form);
    }

    @Test
    void somebodyIsKnownByTheLatestNameAndProfileThatTheyGave() throws Exception {
        UUID first = seen(fediverse(Optional.empty(), Optional.empty()));
        UUID named = seen(fediverse(Optional.of("Léa"), Optional.empty()));
        UUID renamed = seen(fediverse(Optional.of("Léa Marchetti"), Optional.of("https://mastodon.example/@lea")));
        UUID unnamed = seen(fediverse(Optional.empty(), Optional.empty()));

        assertThat(List.of(named, renamed, unnamed)).containsOnly(first);
        assertThat(Rows.text(kept(), "display_name")).isEqualTo("Léa Marchetti");
        assertThat(Rows.text(kept(), "profile")).isEqualTo("https://mastodon.example/@lea");
    }

    @Test
    void knownAndUnknownPeopleAreMetTogether() throws Exception {
        Handle known = fediverse(Optional.empty(), Optional.empty());
        UUID contact = seen(known);
        Handle unknown = ANNE;

        Map<Handle, UUID> met = DATABASE.database().inTransaction(session -> contacts.identify(session,
                List.of(new Sighting(unknown, Set.of()), new Sighting(fediverse(Optional.of("Léa"), Optional.empty()), Set.of())),
                Instant.now()));

        assertThat(met).hasSize(2).containsEntry(known, contact).containsKey(unknown);
        assertThat(met.get(unknown)).isNotEqualTo(contact);
        assertThat(Rows.text(kept(), "display_name")).isEqualTo("Léa");
    }

    private static Handle fediverse(Optional<String> displayName, Optional<String> profile) {
        return new Handle(Handle.Kind.FEDIVERSE, "lea@mastodon.example", displayName, profile);
    }

    private UUID seen(Handle handle) throws InterruptedException {
        return identify(handle, Set.of());
    }

    private static Row kept() throws InterruptedException {
        return DATABASE.database().read(session -> session.first("select * from handle where kind = 'FEDIVERSE'")).orElseThrow();
    }

    private static KnownHandle known(Handle handle) {
        return new KnownHandle(handle.kind(), handle.value(), handle.displayName(), handle.profile(), false);
    }

    private UUID identify(Handle from, Set<Handle> stated) throws InterruptedException {
        Map<Handle, UUID> found = DATABASE.database()
                .inTransaction(session -> contacts.identify(session, List.of(new Sighting(from, stated)), Instant.now()));
        return found.values().iterator().next();
    }

    private static ContactView view(UUID id) throws InterruptedException {
        return new ContactQueries(DATABASE.database(), "+33").find(id).orElseThrow();
    }
}

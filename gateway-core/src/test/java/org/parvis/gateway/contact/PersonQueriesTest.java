package org.parvis.gateway.contact;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.channel.Handle;
import org.parvis.gateway.contact.PersonView.Evidence;
import org.parvis.gateway.contact.PersonView.Suggestion;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.database.UuidV7;
import org.parvis.gateway.scope.Scope;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may be whom is suggested with what speaks for it. */
class PersonQueriesTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Handle ANNE = Handle.of(Handle.Kind.EMAIL, "anne@citizen.example", "Anne Durand");
    private static final Handle FORM = Handle.of(Handle.Kind.ANONYMOUS, "form:1", "Une habitante");
    private static final Handle OTHER_FORM = Handle.of(Handle.Kind.ANONYMOUS, "form:2", "A. D.");
    private static final Handle NUMBER = Handle.of(Handle.Kind.PHONE, "+33199000042");

    private final Contacts contacts = new Contacts(new UuidV7(Clock.systemUTC()));
    private final PersonQueries people = new PersonQueries(DATABASE.database());

    @BeforeEach
    void nobodyIsKnown() throws InterruptedException {
        DATABASE.database().inTransaction(session -> session.execute("truncate handle, stated_handle, contact cascade"));
    }

    @Test
    void whoeverStatesTheAddressOfAnotherMayBeThem() throws InterruptedException {
        UUID anne = identify(ANNE, Set.of());
        UUID form = identify(FORM, Set.of(Handle.of(Handle.Kind.EMAIL, ANNE.value())));

        assertThat(suggested(form)).containsExactly(new Suggestion(view(anne), List.of(new Evidence(Evidence.Sort.EMAIL, ANNE.value()))));
        assertThat(suggested(anne)).extracting(each -> each.contact().id()).containsExactly(form);
    }

    @Test
    void twoWhoStateTheSameNumberMayBeOne() throws InterruptedException {
        UUID form = identify(FORM, Set.of(NUMBER));
        UUID other = identify(OTHER_FORM, Set.of(NUMBER));

        assertThat(suggested(form))
                .containsExactly(new Suggestion(view(other), List.of(new Evidence(Evidence.Sort.PHONE, NUMBER.value()))));
    }

    @Test
    void theSameFullNameIsEvidenceWithoutAccentsAndInAnyOrderAndOneWordIsNot() throws InterruptedException {
        UUID anne = identify(ANNE, Set.of());
        UUID same = identify(Handle.of(Handle.Kind.FEDIVERSE, "anne@social.example", "DURAND Ànne"), Set.of());
        identify(Handle.of(Handle.Kind.FEDIVERSE, "other@social.example", "Anne Durand Lopez"), Set.of());
        UUID first = identify(Handle.of(Handle.Kind.EMAIL, "a@citizen.example", "Anne"), Set.of());
        identify(Handle.of(Handle.Kind.EMAIL, "b@citizen.example", "Anne"), Set.of());

        assertThat(suggested(anne)).extracting(each -> each.contact().id()).containsExactly(same);
        assertThat(suggested(first)).isEmpty();
    }

    @Test
    void allThatSpeaksForOneIsToldTogetherAndAtMostFiveAreShown() throws InterruptedException {
        UUID anne = identify(ANNE, Set.of(NUMBER));
        UUID both = identify(Handle.of(Handle.Kind.PHONE, NUMBER.value(), "Anne Durand"), Set.of());
        assertThat(suggested(anne)).singleElement().satisfies(suggestion -> {
            assertThat(suggestion.contact().id()).isEqualTo(both);
            assertThat(suggestion.evidence()).extracting(Evidence::sort).containsExactly(Evidence.Sort.PHONE, Evidence.Sort.NAME);
        });

        for (int i = 0; i < 30; i++) {
            identify(Handle.of(Handle.Kind.EMAIL, "anne-" + i + "@citizen.example", "Anne Durand"), Set.of());
        }
        assertThat(suggested(anne)).hasSize(PersonQueries.MAXIMUM_SUGGESTIONS).first().extracting(each -> each.contact().id())
                .isEqualTo(both);
    }

    @Test
    void aContactThatWasMergedIsNeitherSuggestedNorFoundByItsName() throws InterruptedException {
        UUID anne = identify(ANNE, Set.of());
        UUID same = identify(Handle.of(Handle.Kind.FEDIVERSE, "anne@social.example", "Anne Durand"), Set.of());
        DATABASE.database().inTransaction(session -> session.execute("update contact set merged_into = $2 where id = $1", same, anne));

        assertThat(suggested(anne)).isEmpty();
        assertThat(people.find(same).orElseThrow().mergedInto()).contains(anne);
        assertThat(new ContactQueries(DATABASE.database(), "+33").byName(Scope.EVERYTHING, "durand")).extracting(ContactView::id)
                .containsExactly(anne);
    }

    @Test
    void aHabitNeedsThreeMessagesAndMoreThanHalfOfThem() {
        assertThat(PersonQueries.usual(List.of("form", "form", "form", "mail"))).contains("form");
        assertThat(PersonQueries.usual(List.of("form", "form"))).isEmpty();
        assertThat(PersonQueries.usual(List.of("form", "form", "form", "mail", "mail", "mail"))).isEmpty();
        assertThat(PersonQueries.usual(List.of())).isEmpty();
    }

    private List<Suggestion> suggested(UUID contact) throws InterruptedException {
        return people.find(contact).orElseThrow().suggestions();
    }

    private ContactView view(UUID contact) throws InterruptedException {
        return people.find(contact).orElseThrow().contact();
    }

    private UUID identify(Handle handle, Set<Handle> stated) throws InterruptedException {
        Map<Handle, UUID> known = DATABASE.database()
                .inTransaction(session -> contacts.identify(session, List.of(new Sighting(handle, stated)), Instant.now()));
        return Optional.ofNullable(known.get(handle)).orElseThrow();
    }
}

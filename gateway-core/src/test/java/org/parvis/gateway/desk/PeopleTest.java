package org.parvis.gateway.desk;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.vertx.sqlclient.Row;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import org.parvis.channel.Command;
import org.parvis.channel.Handle;
import org.parvis.gateway.contact.MergeReason;
import org.parvis.gateway.contact.PersonQueries;
import org.parvis.gateway.conversation.ConversationState;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.desk.ConversationChange.Field;
import org.parvis.gateway.desk.People.Finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Two contacts become one person and two again. */
class PeopleTest extends TwoContacts {

    @Test
    void allThatTheOtherHadIsTheKeptContactsAndBothLogsTellIt() throws Exception {
        UUID conversation = conversationOf("p1");

        UUID merge = desk.people().merge(agent, byMail, byPhone, new Finding(MergeReason.OTHER, Optional.of(" Reconnue à la voix ")));

        assertThat(contactOf(phone)).isEqualTo(byMail);
        assertThat(all("select 1 from conversation where contact_id = $1", byPhone)).isEmpty();
        assertThat(all("select 1 from message where contact_id = $1", byPhone)).isEmpty();
        assertThat(Rows.uuid(one("select contact_id from conversation where id = $1", conversation), "contact_id")).isEqualTo(byMail);
        assertThat(Rows.uuid(one("select merged_into from contact where id = $1", byPhone), "merged_into")).isEqualTo(byMail);
        assertThat(log(byMail)).containsExactly("merged OTHER Reconnue à la voix " + merge);
        assertThat(log(byPhone)).containsExactly("merged-into OTHER Reconnue à la voix " + merge);
        assertThat(
                all("select 1 from event where conversation_id = $1 and kind = 'conversation.changed' and detail ->> 'contact' = 'merged'",
                        conversation))
                .hasSize(1);
        long version = Rows.number(one("select version from conversation where id = $1", conversation), "version");
        refused("nothing-to-undo", () -> desk.undo(agent, conversation, version));
    }

    @Test
    void whatIsWrittenUnderAMergedHandleAfterwardsIsTheKeptContacts() throws Exception {
        desk.people().merge(agent, byMail, byPhone, SAID_SO);

        writes(phone, "p2", Set.of());

        assertThat(contactOfMessage("p2")).isEqualTo(byMail);
    }

    @Test
    void undoneEverythingIsAsItWasAndWhatCameSinceGoesWithItsHandle() throws Exception {
        writes(mail, "m2", Set.of(Handle.of(Handle.Kind.EMAIL, "both-" + tail + "@citizen.example")));
        writes(phone, "p2",
                Set.of(Handle.of(Handle.Kind.EMAIL, "both-" + tail + "@citizen.example"),
                        Handle.of(Handle.Kind.EMAIL, "own-" + tail + "@citizen.example")));
        List<String> before = state();
        UUID merge = desk.people().merge(agent, byMail, byPhone, SAID_SO);
        assertThat(state()).isNotEqualTo(before);

        assertThat(desk.people().separate(agent, merge)).isEqualTo(byMail);
        assertThat(state()).isEqualTo(before);

        UUID again = desk.people().merge(agent, byMail, byPhone, SAID_SO);
        writes(phone, "p3", Set.of(Handle.of(Handle.Kind.EMAIL, "later-" + tail + "@citizen.example")));
        writes(mail, "m3", Set.of());
        answers(mail, "m4", "p1");
        desk.people().separate(agent, again);

        assertThat(contactOfMessage("p3")).isEqualTo(byPhone);
        assertThat(contactOfConversation("p3")).isEqualTo(byPhone);
        assertThat(contactOfMessage("m3")).isEqualTo(byMail);
        assertThat(contactOfConversation("m3")).isEqualTo(byMail);
        assertThat(contactOfMessage("m4")).isEqualTo(byMail);
        assertThat(contactOfConversation("m4")).isEqualTo(byPhone);
        assertThat(all("select value from stated_handle where contact_id = $1 order by value", byPhone))
                .extracting(row -> Rows.text(row, "value"))
                .containsExactly("both-" + tail + "@citizen.example", "later-" + tail + "@citizen.example",
                        "own-" + tail + "@citizen.example");
        assertThat(log(byMail)).hasSize(4);
        assertStanding();
    }

    @Test
    void anAnswerToAMergedHandleGoesBackWithIt() throws Exception {
        UUID merge = desk.people().merge(agent, byMail, byPhone, SAID_SO);
        UUID reply = desk.reply(agent, conversationOf("p1"), "Nous vous rappelons.", Optional.empty(), List.of(),
                ConversationState.OPEN);
        assertThat(Rows.uuid(one("select contact_id from message where id = $1", reply), "contact_id")).isEqualTo(byMail);

        desk.people().separate(agent, merge);

        assertThat(Rows.uuid(one("select contact_id from message where id = $1", reply), "contact_id")).isEqualTo(byPhone);
    }

    @Test
    void anAnswerNamesOnlyWhatWasStatedUnderTheHandleThatItGoesTo() throws Exception {
        Handle stated = Handle.of(Handle.Kind.EMAIL, "stated-" + tail + "@citizen.example");
        writes(phone, "p2", Set.of(stated));
        writes(mail, "m2", Set.of(Handle.of(Handle.Kind.EMAIL, "elsewhere-" + tail + "@citizen.example")));
        desk.people().merge(agent, byMail, byPhone, SAID_SO);
        start(1);

        desk.reply(agent, conversationOf("p2"), "Voici.", Optional.empty(), List.of(), ConversationState.OPEN);

        Command.Send sent = performed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(sent).isNotNull();
        assertThat(sent.alsoKnownAs()).containsExactly(stated);
    }

    @Test
    void aNameThatWasTakenOverIsGivenBackUnlessAnAgentChangedIt() throws Exception {
        UUID merge = desk.people().merge(agent, byPhone, byMail, SAID_SO);
        assertThat(name(byPhone)).contains("Denise Alvarez");
        desk.people().separate(agent, merge);
        assertThat(name(byPhone)).isEmpty();

        UUID again = desk.people().merge(agent, byPhone, byMail, SAID_SO);
        change(byPhone, Field.to(Optional.of("Mme Alvarez")), Field.keep());
        desk.people().separate(agent, again);
        assertThat(name(byPhone)).contains("Mme Alvarez");
        assertThat(name(byMail)).contains("Denise Alvarez");
    }

    @Test
    void mergesAreUndoneFromTheLatestOn() throws Exception {
        Handle social = Handle.of(Handle.Kind.FEDIVERSE, "denise-" + tail + "@social.example");
        writes(social, "s1", Set.of());
        UUID first = desk.people().merge(agent, byMail, byPhone, SAID_SO);
        UUID second = desk.people().merge(agent, contactOf(social), byMail, SAID_SO);

        refused("merged-since", () -> desk.people().separate(agent, first));
        desk.people().separate(agent, second);
        refused("separated-already", () -> desk.people().separate(agent, second));
        desk.people().separate(agent, first);

        assertThat(contactOf(phone)).isEqualTo(byPhone);
        assertThat(contactOf(mail)).isEqualTo(byMail);
        assertStanding();
    }

    @Test
    void whatCannotBeIsRefusedInClearWords() throws Exception {
        refused("same-contact", () -> desk.people().merge(agent, byMail, byMail, SAID_SO));
        refused("not-found", () -> desk.people().merge(agent, byMail, UUID.randomUUID(), SAID_SO));
        refused("words-needed", () -> desk.people().merge(agent, byMail, byPhone, new Finding(MergeReason.OTHER, Optional.of("  "))));
        refused("too-long",
                () -> desk.people().merge(agent, byMail, byPhone, new Finding(MergeReason.OTHER, Optional.of("x".repeat(301)))));
        refused("not-found", () -> desk.people().separate(agent, UUID.randomUUID()));
        execute("""
                insert into message (id, conversation_id, channel_id, kind, visibility, contact_id, body, sent_at, created_at, search)
                select gen_random_uuid(), id, channel_id, 'INBOUND', 'PRIVATE', contact_id, '', now(), now(), ''
                  from conversation, generate_series(1, $2) where id = $1
                """, conversationOf("p1"), Merging.MOST_MESSAGES);
        refused("too-much-to-merge", () -> desk.people().merge(agent, byMail, byPhone, SAID_SO));
        desk.people().merge(agent, byPhone, byMail, SAID_SO);
        refused("merged-away", () -> change(byMail, Field.keep(), Field.to(Optional.of("Note"))));
    }

    @Test
    void whoIsToldApartIsNotSuggestedUntilThatIsTakenBack() throws Exception {
        writes(phone, "p2", Set.of(mail));
        assertThat(suggested(byMail)).contains(byPhone);

        desk.people().tellApart(agent, byPhone, byMail, true);
        desk.people().tellApart(agent, byMail, byPhone, true);

        assertThat(suggested(byMail)).doesNotContain(byPhone);
        assertThat(suggested(byPhone)).doesNotContain(byMail);
        assertThat(log(byMail)).containsExactly("told-apart");
        desk.people().tellApart(agent, byMail, byPhone, false);
        assertThat(suggested(byPhone)).contains(byMail);
        refused("same-contact", () -> desk.people().tellApart(agent, byMail, byMail, true));
        refused("not-found", () -> desk.people().tellApart(agent, byMail, UUID.randomUUID(), true));
        desk.people().tellApart(agent, byMail, byPhone, true);
        desk.people().merge(agent, byMail, byPhone, SAID_SO);
        refused("merged-already", () -> desk.people().tellApart(agent, byMail, byPhone, true));
        assertStanding();
    }

    @Test
    void whatIsMergedTakesOverFromWhomItWasToldApart() throws Exception {
        Handle form = Handle.of(Handle.Kind.ANONYMOUS, "form-" + tail);
        writes(form, "f1", Set.of(mail));
        UUID byForm = contactOf(form);
        writes(phone, "p2", Set.of(mail));
        desk.people().tellApart(agent, byMail, byForm, true);

        UUID merge = desk.people().merge(agent, byPhone, byMail, SAID_SO);

        assertThat(suggested(byPhone)).doesNotContain(byForm);
        assertThat(suggested(byForm)).doesNotContain(byPhone);
        desk.people().separate(agent, merge);
        assertThat(suggested(byForm)).contains(byPhone).doesNotContain(byMail);
    }

    @Test
    void whoeverChangesWhatTheyHaveNotSeenIsTold() throws Exception {
        change(byMail, Field.keep(), Field.to(Optional.of("Malentendante : écrire plutôt que téléphoner.")));

        refused("contact-changed", () -> desk.people().change(agent, byMail,
                new ContactChange(1, Field.keep(), Field.keep(), Field.to(Optional.of("Autre chose")))));

        Row kept = one("select note, note_by, version from contact where id = $1", byMail);
        assertThat(Rows.text(kept, "note")).startsWith("Malentendante");
        assertThat(Rows.uuid(kept, "note_by")).isEqualTo(agent);
        assertThat(all("select 1 from event where detail ->> 'contactId' = $1 and detail::text like '%Malentendante%'", byMail.toString()))
                .isEmpty();
    }

    private void change(UUID contact, Field<String> name, Field<String> note) throws InterruptedException {
        long version = Rows.number(one("select version from contact where id = $1", contact), "version");
        desk.people().change(agent, contact, new ContactChange(version, name, Field.keep(), note));
    }

    /** Those with an address in common come before others of the same name. */
    private static List<UUID> suggested(UUID contact) throws InterruptedException {
        return new PersonQueries(DATABASE.database()).find(contact).orElseThrow().suggestions().stream().map(each -> each.contact().id())
                .toList();
    }

    private static void refused(String problem, ThrowingCallable wish) {
        assertThatThrownBy(wish).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.problem()).isEqualTo(problem));
    }

    private static Optional<String> name(UUID contact) throws InterruptedException {
        return Rows.optionalText(one("select display_name from contact where id = $1", contact), "display_name");
    }

    private static List<String> log(UUID contact) throws InterruptedException {
        return all("""
                select concat_ws(' ', detail ->> 'what', detail ->> 'reason', detail ->> 'words', detail ->> 'mergeId') as line from event
                 where kind = 'contact.changed' and detail ->> 'contactId' = $1 order by id
                """, contact.toString()).stream().map(row -> Rows.text(row, "line")).toList();
    }

    /** Who has what, of both. */
    private List<String> state() throws InterruptedException {
        UUID[] both = {byMail, byPhone};
        return all("""
                select 'handle ' || kind || value || contact_id as line from handle where contact_id = any($1)
                union all select 'stated by ' || kind || value || contact_id || extract(epoch from stated_at) || array(select jsonb_object_keys(sayers) order by 1)::text
                            from stated_handle where contact_id = any($1)
                union all select 'conversation ' || id || contact_id from conversation where contact_id = any($1)
                union all select 'message ' || id || contact_id from message where contact_id = any($1)
                union all select 'contact ' || id || coalesce(display_name, '-') || coalesce(language, '-') || coalesce(merged_into::text, '-') from contact where id = any($1)
                order by line
                """, (Object) both).stream().map(row -> Rows.text(row, "line")).toList();
    }
}

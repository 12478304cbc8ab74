package org.parvis.channel.webform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.parvis.channel.ChannelContext;
import org.parvis.channel.ChannelException;
import org.parvis.channel.Content;
import org.parvis.channel.EventId;
import org.parvis.channel.FollowUp.Conversation;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundEvent.MessageReceived;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.MessageId;
import org.parvis.channel.Request;
import org.parvis.channel.Response;
import org.parvis.channel.Threading;
import org.parvis.channel.webform.Answers.Problem;
import org.parvis.channel.webform.Page.View;
import org.parvis.channel.webform.Pages.Draft;
import org.parvis.channel.webform.WebFormConfiguration.Contact;
import org.parvis.channel.webform.WebFormConfiguration.ExtraField;
import org.parvis.channel.webform.WebFormConfiguration.Topic;

/** The form, and the page that says that it was sent. */
final class FormRoutes {

    private final WebFormConfiguration configuration;
    private final ChannelContext context;
    private final Pages pages;
    private final Gate gate;
    private final Letters letters;

    FormRoutes(WebFormConfiguration configuration, ChannelContext context, Pages pages, Gate gate, Letters letters) {
        this.configuration = configuration;
        this.context = context;
        this.pages = pages;
        this.gate = gate;
        this.letters = letters;
    }

    Response show(Request request) {
        return pages.form(view(request, ""), new Draft(200, Answers.NONE, gate.write(gate.issue(Ticket.FORM)), Optional.empty()));
    }

    Response send(Request request) throws InterruptedException {
        View view = view(request, "");
        Language language = view.language();
        List<Field> fields = Stream.concat(Field.ofMatter(configuration, language).stream(), Field.ofPerson(language).stream()).toList();
        Answers answers = withContact(Answers.read(request, fields, new Checks(configuration, language)), language);
        Optional<Ticket> held = gate.ticket(Ticket.FORM, request);
        Ticket ticket = held.orElseGet(() -> gate.issue(Ticket.FORM));
        Optional<Gate.Refusal> trapped = gate.trapped(request, language);
        if (trapped.isPresent()) {
            return again(view, trapped.get(), answers, ticket);
        }
        if (held.isEmpty()) {
            return again(view, new Gate.Refusal(422, language.say("notice.unknown")), answers, ticket);
        }
        if (!answers.problems().isEmpty()) {
            return pages.form(view, new Draft(422, answers, gate.write(ticket), Optional.empty()));
        }
        try {
            return take(request, view, fields, answers, ticket);
        } catch (ChannelException e) {
            context.log().log(System.Logger.Level.WARNING, "A form could not be recorded and was shown again to its sender", e);
            return again(view, new Gate.Refusal(503, language.say("notice.away")), answers, ticket);
        }
    }

    private Response take(Request request, View view, List<Field> fields, Answers answers, Ticket ticket)
            throws InterruptedException, ChannelException {
        Language language = view.language();
        var link = new FollowUpLink(language, ticket.id());
        Response arrived = Response.seeOther(pages.site().path() + "/sent/" + link.token(context.signer()) + view.query());
        if (wasTaken(link, answers)) {
            return arrived;
        }
        if (gate.tooFast(ticket)) {
            return again(view, new Gate.Refusal(422, language.say("notice.fast")), answers, ticket);
        }
        if (gate.tooOld(ticket)) {
            return again(view, new Gate.Refusal(422, language.say("notice.old")), answers, gate.issue(Ticket.FORM));
        }
        Optional<Gate.Refusal> crowded = gate.crowded(request, language);
        if (crowded.isPresent()) {
            return again(view, crowded.get(), answers, ticket);
        }
        // The words belong to the name: the same form again is recognised, and words that were changed after going back are not lost
        String name = ticket.id() + "." + answers.digest(fields);
        context.inbox().commit(new MessageReceived(new EventId(name), message(name, link, language, answers)));
        return arrived;
    }

    /** After going back in the browser's history the files are gone from the form: the words alone tell that it was sent before. */
    private boolean wasTaken(FollowUpLink link, Answers answers) throws InterruptedException, ChannelException {
        if (answers.filesSent() > 0) {
            return false;
        }
        Optional<Conversation> conversation = context.followUp().find(link.thread());
        return conversation.isPresent() && conversation.get().messages().stream()
                .anyMatch(message -> message.fromCitizen() && message.text().equals(answers.typed(Field.MESSAGE)));
    }

    /** From a name that only the person's page knows. Anybody can type an address or a number, so these are only stated. */
    private InboundMessage message(String name, FollowUpLink link, Language language, Answers answers) {
        Handle person = Handle.of(Handle.Kind.ANONYMOUS, context.channelId() + ":" + link.id(), answers.typed(Field.NAME));
        Optional<Handle> email = answers.answered(Field.EMAIL).flatMap(Checks::email).map(value -> Handle.of(Handle.Kind.EMAIL, value));
        Optional<Handle> phone = answers.answered(Field.PHONE).flatMap(new Checks(configuration, language)::phone)
                .map(value -> Handle.of(Handle.Kind.PHONE, value));
        var builder = InboundMessage
                .from(person, new MessageId(name), context.clock().instant(), Content.of(answers.typed(Field.MESSAGE), answers.files()))
                .alsoKnownAs(Stream.concat(email.stream(), phone.stream()).collect(Collectors.toSet()))
                .threading(Threading.thread(link.thread())).fields(fields(answers, language));
        Optional<Topic> topic = configuration.topics().stream().filter(each -> each.name().equals(answers.typed(Field.TOPIC))).findFirst();
        builder.topic(topic.map(Topic::name)).team(topic.flatMap(Topic::team));
        email.flatMap(address -> letters.received(address, link)).ifPresent(builder::acknowledgement);
        return builder.build();
    }

    /** In the order of the form, named as the service knows them. */
    private Map<String, String> fields(Answers answers, Language language) {
        var fields = new LinkedHashMap<String, String>();
        answers.answered(Field.PLACE).ifPresent(place -> fields.put(Language.FRENCH.say("place"), place));
        for (ExtraField extra : configuration.fields()) {
            answers.answered(Field.nameOf(extra)).ifPresent(answer -> fields.put(extra.fr(), answer));
        }
        if (language != Language.FRENCH) {
            fields.put("Langue", language.ownName());
        }
        return fields;
    }

    private Answers withContact(Answers answers, Language language) {
        boolean missing = configuration.contact() == Contact.REQUIRED && answers.answered(Field.EMAIL).isEmpty()
                && answers.answered(Field.PHONE).isEmpty();
        return missing ? answers.with(new Problem(Field.EMAIL, language.say("error.contact"))) : answers;
    }

    private Response again(View view, Gate.Refusal refusal, Answers answers, Ticket ticket) {
        return pages.form(view,
                new Draft(refusal.status(), answers, gate.write(ticket), Optional.of(refusal.words() + " " + view.language().say("kept"))));
    }

    Response sent(Request request) throws InterruptedException {
        String token = request.path().getOrDefault("token", "");
        Optional<FollowUpLink> link = FollowUpLink.ofToken(token, context.signer());
        View view = view(request, link.isPresent() ? "/sent/" + token : "");
        if (link.isEmpty()) {
            return pages.missing(view);
        }
        try {
            return pages.sent(view, token, context.followUp().find(link.get().thread()));
        } catch (ChannelException e) {
            context.log().log(System.Logger.Level.WARNING, "A confirmation is shown without its number, which could not be looked up", e);
            return pages.sent(view, token, Optional.empty());
        }
    }

    private static View view(Request request, String route) {
        return new View(Language.of(request, Language.FRENCH), embedded(request), route);
    }

    static boolean embedded(Request request) {
        Set<String> yes = Set.of("1");
        return request.query("embedded").or(() -> request.form("embedded")).filter(yes::contains).isPresent();
    }
}

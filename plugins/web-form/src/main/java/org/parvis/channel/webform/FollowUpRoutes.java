package org.parvis.channel.webform;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.parvis.channel.Attachment;
import org.parvis.channel.ChannelContext;
import org.parvis.channel.ChannelException;
import org.parvis.channel.Content;
import org.parvis.channel.EventId;
import org.parvis.channel.FollowUp.Conversation;
import org.parvis.channel.InboundEvent.MessageReceived;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.MessageId;
import org.parvis.channel.Request;
import org.parvis.channel.Response;
import org.parvis.channel.Threading;
import org.parvis.channel.webform.Page.View;
import org.parvis.channel.webform.Pages.Draft;

/** The secret page where the answers stand and the sender can write again. */
final class FollowUpRoutes {

    private final WebFormConfiguration configuration;
    private final ChannelContext context;
    private final Pages pages;
    private final Gate gate;

    FollowUpRoutes(WebFormConfiguration configuration, ChannelContext context, Pages pages, Gate gate) {
        this.configuration = configuration;
        this.context = context;
        this.pages = pages;
        this.gate = gate;
    }

    /** What the token of a request opens. */
    private record Opened(FollowUpLink link, View view, Conversation conversation) {
    }

    Response show(Request request) throws InterruptedException {
        try {
            Optional<Opened> opened = open(request);
            if (opened.isEmpty()) {
                return pages.missing(unknown(request));
            }
            var draft = new Draft(200, Answers.NONE, gate.write(gate.issue(opened.get().link().thread())), Optional.empty());
            return pages.followUp(opened.get().view(), opened.get().conversation(), request.query("sent").isPresent(), draft);
        } catch (ChannelException e) {
            return away(request, e);
        }
    }

    /** A file of a message on the page, as a download. */
    Response file(Request request) throws InterruptedException {
        try {
            Optional<FollowUpLink> link = FollowUpLink.ofToken(request.path().getOrDefault("token", ""), context.signer());
            Optional<Attachment> file = link.isEmpty()
                    ? Optional.empty()
                    : context.followUp().file(link.get().thread(), request.path().getOrDefault("file", ""));
            return file.map(FollowUpRoutes::download).orElseGet(() -> pages.missing(unknown(request)));
        } catch (ChannelException e) {
            return away(request, e);
        }
    }

    /** Always as bytes to be kept, whatever type its sender stated: nothing that came in runs or shows in this origin. RFC 6266, RFC 8187. */
    private static Response download(Attachment file) {
        String name = URLEncoder.encode(FileName.plain(file.name()), StandardCharsets.UTF_8).replace("+", "%20");
        return new Response(200, Map.of("content-type", "application/octet-stream", "content-disposition",
                "attachment; filename*=UTF-8''" + name, "cache-control", "no-store", "x-robots-tag", "noindex"), file.bytes());
    }

    Response send(Request request) throws InterruptedException {
        Optional<Opened> opened;
        try {
            opened = open(request);
        } catch (ChannelException e) {
            return away(request, e);
        }
        if (opened.isEmpty()) {
            return pages.missing(unknown(request));
        }
        return send(request, opened.get());
    }

    private Response send(Request request, Opened opened) throws InterruptedException {
        Language language = opened.view().language();
        List<Field> fields = List.of(Field.message(language));
        Answers answers = Answers.read(request, fields, new Checks(configuration, language));
        String place = opened.link().thread();
        Optional<Ticket> held = gate.ticket(place, request);
        Ticket ticket = held.orElseGet(() -> gate.issue(place));
        Optional<Gate.Refusal> refusal = gate.trapped(request, language)
                .or(() -> held.isEmpty() ? Optional.of(new Gate.Refusal(422, language.say("notice.unknown"))) : Optional.empty());
        if (refusal.isEmpty() && answers.problems().isEmpty()) {
            refusal = gate.tooFast(ticket)
                    ? Optional.of(new Gate.Refusal(422, language.say("notice.fast")))
                    : gate.crowded(request, language);
        }
        if (refusal.isPresent()) {
            return again(opened, refusal.get(), answers, ticket);
        }
        if (!answers.problems().isEmpty()) {
            return pages.followUp(opened.view(), opened.conversation(), false,
                    new Draft(422, answers, gate.write(ticket), Optional.empty()));
        }
        try {
            String name = ticket.id() + "." + answers.digest(fields);
            context.inbox().commit(new MessageReceived(new EventId(name), message(name, opened, answers)));
            return Response.seeOther(pages.site().path() + opened.view().route() + opened.view().query() + "&sent=1");
        } catch (ChannelException e) {
            context.log().log(System.Logger.Level.WARNING,
                    "A message on a follow-up page could not be recorded and was shown again to its sender", e);
            return again(opened, new Gate.Refusal(503, language.say("notice.away")), answers, ticket);
        }
    }

    private InboundMessage message(String name, Opened opened, Answers answers) {
        return InboundMessage
                .from(opened.conversation().citizen(), new MessageId(name), context.clock().instant(),
                        Content.of(answers.typed(Field.MESSAGE), answers.files()))
                .threading(Threading.thread(opened.link().thread())).build();
    }

    private Response again(Opened opened, Gate.Refusal refusal, Answers answers, Ticket ticket) {
        String words = refusal.words() + " " + opened.view().language().say("kept");
        return pages.followUp(opened.view(), opened.conversation(), false,
                new Draft(refusal.status(), answers, gate.write(ticket), Optional.of(words)));
    }

    private Optional<Opened> open(Request request) throws InterruptedException, ChannelException {
        String token = request.path().getOrDefault("token", "");
        Optional<FollowUpLink> link = FollowUpLink.ofToken(token, context.signer());
        if (link.isEmpty()) {
            return Optional.empty();
        }
        var view = new View(Language.chosen(request).orElse(link.get().language()), FormRoutes.embedded(request), "/follow/" + token);
        return context.followUp().find(link.get().thread()).map(conversation -> new Opened(link.get(), view, conversation));
    }

    private static View unknown(Request request) {
        return new View(Language.of(request, Language.FRENCH), FormRoutes.embedded(request), "");
    }

    private Response away(Request request, ChannelException e) {
        context.log().log(System.Logger.Level.WARNING, "A follow-up page could not be shown: its reader was asked to come back", e);
        return pages.away(unknown(request));
    }
}

package org.parvis.channel.webform;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

import org.parvis.channel.FollowUp;
import org.parvis.channel.FollowUp.Conversation;
import org.parvis.channel.Handle;
import org.parvis.channel.Response;
import org.parvis.channel.testkit.ManualClock;
import org.parvis.channel.testkit.RecordingInbox;
import org.parvis.channel.testkit.RouteCaller;
import org.parvis.channel.testkit.TestContext;
import org.parvis.channel.webform.WebFormConfiguration.Contact;
import org.parvis.channel.webform.WebFormConfiguration.ExtraField;
import org.parvis.channel.webform.WebFormConfiguration.Topic;

/** A form of Saint-Exemple, and a person in front of it. */
final class Forms {

    static final String WORDS = "Le lampadaire de la rue Haute clignote.";
    static final Topic STREETS = new Topic("Voirie", Optional.of("Rues et trottoirs"), Optional.of("Streets"),
            Optional.of("Équipe voirie"));

    final ManualClock clock = ManualClock.at("2026-09-15T08:00:00Z");
    final RecordingInbox inbox = new RecordingInbox();
    final TestContext context = new TestContext("contact", inbox, clock);
    final WebFormChannel channel;
    final RouteCaller routes;

    Forms(WebFormConfiguration configuration) {
        this.channel = new WebFormPlugin().open(configuration, context);
        this.routes = new RouteCaller(channel);
    }

    Forms() {
        this(configuration(Contact.OPTIONAL));
    }

    static WebFormConfiguration configuration(Contact contact) {
        var lamp = new ExtraField("lamp", "Numéro du lampadaire", Optional.of("Lamp number"), false, false, List.of());
        var since = new ExtraField("since", "Depuis", Optional.empty(), false, false, List.of("hier", "longtemps"));
        return configuration(contact, Duration.ofSeconds(3), List.of(lamp, since));
    }

    static WebFormConfiguration configuration(Contact contact, Duration shortest, List<ExtraField> fields) {
        return configuration(contact, shortest, fields, List.of("https://www.saint-exemple.example"));
    }

    static WebFormConfiguration embeddedBy(String... sites) {
        return configuration(Contact.OPTIONAL, Duration.ofSeconds(3), List.of(), List.of(sites));
    }

    private static WebFormConfiguration configuration(Contact contact, Duration shortest, List<ExtraField> fields, List<String> sites) {
        return new WebFormConfiguration(Optional.empty(), Optional.empty(), Optional.empty(), List.of(STREETS), true, contact, fields, 2,
                1_000_000, List.of(), sites, shortest, Duration.ofHours(12), 5, "FR", "Europe/Paris",
                Optional.of(URI.create("https://www.saint-exemple.example/donnees")), "FR");
    }

    /** The ticket of a page opened now; the person then takes their time. */
    String ticket() throws InterruptedException {
        String ticket = ticketOf(page(routes.get("").send()));
        clock.advance(Duration.ofSeconds(20));
        return ticket;
    }

    static String ticketOf(Document page) {
        return page.select("input[name=ticket]").attr("value");
    }

    RouteCaller.Call filled(String ticket) {
        return routes.post("").form("ticket", ticket).form("lang", "fr").form("topic", "Voirie").form("message", WORDS).form("website", "");
    }

    /** As the gateway would hold it after the first message. */
    String conversation(Response sent, Handle citizen, FollowUp.Message... messages) {
        String token = token(sent);
        context.followUp().put(token.substring(0, token.indexOf('.')),
                new Conversation(1042, citizen, FollowUp.State.OPEN, Optional.empty(), List.of(messages)));
        return token;
    }

    static String token(Response sent) {
        String location = sent.headers().getOrDefault("location", "");
        return location.replaceFirst(".*/sent/", "").replaceFirst("\\?.*", "");
    }

    static Document page(Response response) {
        return Jsoup.parse(response.body().toUtf8());
    }
}

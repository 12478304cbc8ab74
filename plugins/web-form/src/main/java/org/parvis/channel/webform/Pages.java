package org.parvis.channel.webform;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.parvis.channel.FollowUp;
import org.parvis.channel.FollowUp.Conversation;
import org.parvis.channel.FollowUp.Message;
import org.parvis.channel.Response;
import org.parvis.channel.webform.Page.View;
import org.parvis.channel.webform.WebFormConfiguration.Contact;

/** The pages that people see. */
record Pages(WebFormConfiguration configuration, Site site, Page page) {

    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]+[^\\s<>\".,;:!?)\\]»’']");

    /** What a form carries besides the answers: {@code status} and {@code notice} say why it is shown again. */
    record Draft(int status, Answers answers, String ticket, Optional<String> notice) {
    }

    Response form(View view, Draft draft) {
        Language language = view.language();
        var controls = new Controls(language, draft.answers(), configuration);
        boolean required = configuration.contact() == Contact.REQUIRED;
        List<Field> person = Field.ofPerson(language);
        Html content = Html.of("""
                <div><h1>{}</h1><p class="lead">{}</p></div>
                {}<form method="post" action="{}" enctype="multipart/form-data" accept-charset="utf-8" novalidate>
                <p class="hint">{}</p>
                <fieldset class="sheet"><legend>{}</legend>
                {}{}</fieldset>
                <fieldset class="sheet" aria-describedby="person-hint"><legend>{}</legend>
                <p class="hint" id="person-hint">{}</p>
                {}<div class="pair">{}</div></fieldset>
                {}{}<div class="close"><button type="submit">{}</button></div>
                </form>
                """, language.say("title"), configuration.introduction(language).orElse(language.say("introduction")),
                controls.summary(draft.notice()), site.path(),
                language.say("required.legend"), language.say("matter"), controls.fields(Field.ofMatter(configuration, language)),
                controls.files(), language.say("person"),
                language.say(required ? "person.required" : "person.hint"), controls.fields(person.subList(0, 1)),
                controls.fields(person.subList(1, person.size())),
                controls.trap(), hidden(view, draft.ticket()), language.say("send"));
        return page.respond(draft.status(), view, title(language, draft, language.say("title")), Page.FORM_CACHE, content);
    }

    Response sent(View view, String token, Optional<Conversation> conversation) {
        Language language = view.language();
        String link = site.address("/follow/" + token);
        Html number = conversation.map(found -> Html.of("<div><dt>{}</dt><dd class=\"number\">{}</dd><dd class=\"hint\">{}</dd></div>",
                language.say("sent.number"), found.number(),
                language.say("sent.number.use"))).orElse(Html.NONE);
        Html content = Html.of("""
                <div class="box good" role="status"><h1>{}</h1></div>
                <div class="sheet"><dl class="facts">{}<div><dt>{}</dt><dd><a class="secret" href="{}"{}>{}</a></dd><dd class="hint">{}</dd></div></dl></div>
                <p><a href="{}{}">{}</a></p>
                """, language.say("sent.title"), number, language.say("sent.link"), link, Page.target(view), link,
                language.say("sent.link.use"), site.path(), view.query(), language.say("sent.again"));
        return page.respond(200, view, language.say("sent.title"), Page.SECRET_CACHE, content);
    }

    Response followUp(View view, Conversation conversation, boolean justSent, Draft draft) {
        Language language = view.language();
        var controls = new Controls(language, draft.answers(), configuration);
        boolean resolved = conversation.state() == FollowUp.State.RESOLVED;
        Html content = Html.of("""
                <div><h1>{}</h1>{}</div>
                {}{}<section aria-labelledby="messages-title"><h2 id="messages-title">{}</h2>{}
                <ol class="messages">{}</ol></section>
                <form method="post" action="{}{}" enctype="multipart/form-data" accept-charset="utf-8" novalidate>
                <fieldset class="sheet short"><legend>{}</legend>
                {}{}{}</fieldset>
                {}{}<div class="close"><button type="submit">{}</button><span class="hint">{}</span></div>
                </form>
                """, language.say("follow.title", conversation.number()), state(language, conversation.state()),
                Html.when(justSent, "<div class=\"box good\" role=\"status\"><h2>{}</h2></div>", language.say("follow.sent")),
                controls.summary(draft.notice()),
                language.say("follow.messages"),
                Html.when(conversation.messages().size() >= FollowUp.MAXIMUM_MESSAGES, "<p class=\"hint\">{}</p>",
                        language.say("follow.shortened")),
                Html.join(conversation.messages().stream().map(message -> message(view, message)).toList()), site.path(), view.route(),
                language.say("follow.write"),
                Html.when(resolved, "<p class=\"hint\">{}</p>", language.say("follow.write.resolved")),
                controls.fields(List.of(Field.message(language))), controls.files(),
                controls.trap(), hidden(view, draft.ticket()), language.say("send"), language.say("follow.private"));
        return page.respond(draft.status(), view, title(language, draft, language.say("follow.title", conversation.number())),
                Page.SECRET_CACHE, content);
    }

    Response missing(View view) {
        Language language = view.language();
        return plain(404, view, language.say("missing.title"), language.say("missing.text"));
    }

    Response away(View view) {
        Language language = view.language();
        return plain(503, view, language.say("away.title"), language.say("away.text"));
    }

    private Response plain(int status, View view, String title, String text) {
        return page.respond(status, view, title, Page.SECRET_CACHE, Html.of("""
                <div><h1>{}</h1><p class="lead">{}</p></div>
                <p><a href="{}{}">{}</a></p>
                """, title, text, site.path(), view.query(), view.language().say("missing.form")));
    }

    private static String title(Language language, Draft draft, String title) {
        return draft.answers().problems().isEmpty() ? title : language.say("error.prefix") + " – " + title;
    }

    private static Html hidden(View view, String ticket) {
        return Html.of("<input type=\"hidden\" name=\"ticket\" value=\"{}\"><input type=\"hidden\" name=\"lang\" value=\"{}\">{}\n", ticket,
                view.language().code(),
                Html.when(view.embedded(), "<input type=\"hidden\" name=\"embedded\" value=\"1\">"));
    }

    private static Html state(Language language, FollowUp.State state) {
        return switch (state) {
            case OPEN -> Html.of("<p class=\"state\">{}</p>", language.say("follow.state.open"));
            case WAITING_FOR_CITIZEN -> Html.of("<p class=\"state waiting\">{}</p>", language.say("follow.state.waiting"));
            case RESOLVED -> Html.of("<p class=\"state resolved\">{}</p>", language.say("follow.state.resolved"));
        };
    }

    private Html message(View view, Message message) {
        Language language = view.language();
        return Html.of("""
                <li{}><div class="who"><b><bdi>{}</bdi></b><time datetime="{}">{}</time></div><div class="words" dir="auto">{}</div>{}</li>
                """, Html.when(message.fromCitizen(), " class=\"mine\""),
                author(language, message), message.at(),
                time(language, message.at()), message.fromCitizen() ? Html.of("{}", message.text()) : linked(message.text()),
                Html.when(!message.files().isEmpty(), "<p class=\"enclosed\">{} {}</p>", language.say("attachments"),
                        files(view, message)));
    }

    private Html files(View view, Message message) {
        return Html.join(message.files().stream()
                .map(file -> Html.of("<a href=\"{}{}/file/{}\" download><bdi>{}</bdi></a> ", site.path(), view.route(), file.id(),
                        FileName.plain(file.name())))
                .toList());
    }

    private String author(Language language, Message message) {
        if (message.fromCitizen()) {
            return language.say("follow.you");
        }
        return message.author().isBlank() ? site.service() : message.author();
    }

    private String time(Language language, Instant at) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT).withLocale(language.locale())
                .withZone(configuration.zone()).format(at);
    }

    /** The service's own words: their addresses can be followed, without telling the other site where from. */
    static Html linked(String text) {
        var html = new StringBuilder();
        Matcher links = LINK.matcher(text);
        int from = 0;
        while (links.find()) {
            html.append(Html.of("{}<a href=\"{}\" rel=\"noopener noreferrer nofollow\">{}</a>", text.substring(from, links.start()),
                    links.group(), links.group()).markup());
            from = links.end();
        }
        return new Html(html.append(Html.of("{}", text.substring(from)).markup()).toString());
    }
}

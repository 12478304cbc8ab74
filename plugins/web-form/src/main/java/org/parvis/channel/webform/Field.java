package org.parvis.channel.webform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.parvis.channel.webform.WebFormConfiguration.ExtraField;
import org.parvis.channel.webform.WebFormConfiguration.Topic;

/**
 * One question of a form, in one language.
 *
 * @param name         of the HTML control
 * @param maximum      length of the answer, in UTF-16 code units
 * @param autocomplete the HTML token for what is asked (WCAG 2.2, 1.3.5); {@code off} for what is not about the person
 * @param choices      the only answers of {@link Kind#CHOICE}
 */
record Field(String name, Kind kind, String label, Optional<String> hint, boolean required, int maximum, String autocomplete,
        List<Choice> choices) {

    static final int MAXIMUM_LINE = 500;
    static final int MAXIMUM_LINES = 20_000;
    /** RFC 5321, section 4.5.3.1.3, without the angle brackets. */
    static final int MAXIMUM_EMAIL = 254;
    static final int MAXIMUM_PHONE = 50;

    static final String TOPIC = "topic";
    static final String PLACE = "place";
    static final String MESSAGE = "message";
    static final String NAME = "name";
    static final String EMAIL = "email";
    static final String PHONE = "phone";
    static final String FILES = "files";

    /** How a question is answered. */
    enum Kind {
        LINE, LINES, CHOICE, EMAIL, PHONE
    }

    /** @param value what the browser sends */
    record Choice(String value, String label) {
    }

    /** What the form asks about the matter. */
    static List<Field> ofMatter(WebFormConfiguration configuration, Language language) {
        var fields = new ArrayList<Field>();
        if (!configuration.topics().isEmpty()) {
            List<Choice> topics = configuration.topics().stream().map(topic -> choice(topic, language)).toList();
            fields.add(new Field(TOPIC, Kind.CHOICE, language.say("topic"), Optional.empty(), true, MAXIMUM_LINE, "off", topics));
        }
        fields.add(message(language));
        if (configuration.place()) {
            fields.add(
                    new Field(PLACE, Kind.LINE, language.say("place"), Optional.of(language.say("place.hint")), false, MAXIMUM_LINE, "off",
                            List.of()));
        }
        configuration.fields().forEach(extra -> fields.add(of(extra, language)));
        return List.copyOf(fields);
    }

    /** What the form asks about the person. */
    static List<Field> ofPerson(Language language) {
        return List.of(
                new Field(NAME, Kind.LINE, language.say("name"), Optional.empty(), false, MAXIMUM_LINE, "name", List.of()),
                new Field(EMAIL, Kind.EMAIL, language.say("email"), Optional.of(language.say("email.hint")), false, MAXIMUM_EMAIL, "email",
                        List.of()),
                new Field(PHONE, Kind.PHONE, language.say("phone"), Optional.of(language.say("phone.hint")), false, MAXIMUM_PHONE, "tel",
                        List.of()));
    }

    static Field message(Language language) {
        return new Field(MESSAGE, Kind.LINES, language.say("message"), Optional.of(language.say("message.hint")), true, MAXIMUM_LINES,
                "off",
                List.of());
    }

    /** The name of the control for a further question: never one of the form's own. */
    static String nameOf(ExtraField extra) {
        return "x-" + extra.name();
    }

    private static Field of(ExtraField extra, Language language) {
        Kind kind = extra.choices().isEmpty() ? extra.several() ? Kind.LINES : Kind.LINE : Kind.CHOICE;
        return new Field(nameOf(extra), kind, extra.label(language), Optional.empty(), extra.required(),
                kind == Kind.LINES ? MAXIMUM_LINES : MAXIMUM_LINE, "off",
                extra.choices().stream().map(choice -> new Choice(choice, choice)).toList());
    }

    private static Choice choice(Topic topic, Language language) {
        return new Choice(topic.name(), topic.label(language));
    }
}

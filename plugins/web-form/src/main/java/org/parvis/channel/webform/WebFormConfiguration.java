package org.parvis.channel.webform;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import com.google.i18n.phonenumbers.PhoneNumberUtil;

import org.parvis.channel.Content;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.Key;

/** One form: what it asks, and how it defends itself. */
public record WebFormConfiguration(
        @Key(value = "service", doc = "The service's name on the page and in e-mails, such as Mairie de Saint-Exemple. The channel's label when absent.") Optional<String> service,
        @Key(value = "introduction-fr", doc = "One or two sentences above the form, in French.") Optional<String> introductionFr,
        @Key(value = "introduction-en", doc = "The same in English.") Optional<String> introductionEn,
        @Key(value = "topics", doc = "What the message can be about, in the order of the list. Without topics the form does not ask.") List<Topic> topics,
        @Key(value = "place", doc = "Whether the form asks for a place, which may be left empty.", fallback = "true") boolean place,
        @Key(value = "contact", doc = "Whether an e-mail address or a telephone number must be left: optional or required.", fallback = "optional") Contact contact,
        @Key(value = "fields", doc = "Further questions, in order.") List<ExtraField> fields,
        @Key(value = "attachments-count", doc = "How many files a message may have; 0 takes none.", fallback = "5") int attachmentsCount,
        @Key(value = "attachments-bytes", doc = "How large one file may be, in bytes.", fallback = "5000000") long attachmentsBytes,
        @Key(value = "attachments-types", doc = "Which files are taken: jpeg, png, gif, webp, heic, pdf, odt, ods, docx, xlsx, text. When empty: jpeg, png, webp, heic, pdf, odt, docx, text.") List<String> attachmentsTypes,
        @Key(value = "embedded-by", doc = "Web sites that may show the form inside their pages, such as https://www.saint-exemple.example.") List<String> embeddedBy,
        @Key(value = "shortest-time", doc = "Somebody who sends the form sooner than this after opening it is asked to send it again: programs are quick.", fallback = "3s") Duration shortestTime,
        @Key(value = "longest-time", doc = "Somebody who sends the form later than this after opening it is asked to send it again.", fallback = "12h") Duration longestTime,
        @Key(value = "messages-per-hour", doc = "How many messages one network address may send in an hour, over all nodes. A library or a town hall is one address.", fallback = "30") int messagesPerHour,
        @Key(value = "default-region", doc = "ISO 3166-1 code of the country whose telephone numbers are written without a prefix.", fallback = "FR") String defaultRegion,
        @Key(value = "time-zone", doc = "In which times are shown, such as Europe/Paris.", fallback = "Europe/Paris") String timeZone,
        @Key(value = "privacy-notice", doc = "Address of the page that says what becomes of personal data.") Optional<URI> privacyNotice,
        @Key(value = "jurisdiction", doc = "ISO 3166-1 code of the country whose law this gateway answers to, for the report on dependence.", fallback = "FR") String jurisdiction) {

    static final int MAXIMUM_TOPICS = 100;
    /** The form's own answers (place, name) stand among the message's fields as well. */
    static final int MAXIMUM_EXTRA_FIELDS = InboundMessage.MAXIMUM_FIELDS - 10;
    static final int MAXIMUM_ATTACHMENTS = Math.min(20, Content.MAXIMUM_ATTACHMENTS);
    static final long MAXIMUM_ATTACHMENTS_BYTES = 100_000_000;
    /** Under which the desk shows the form's own answers. */
    private static final Set<String> OWN_LABELS = Set.of("Lieu", "Langue");
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,40})");
    private static final Pattern REGION = Pattern.compile("[A-Z]{2}");
    private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?");

    public WebFormConfiguration {
        topics = List.copyOf(topics);
        fields = List.copyOf(fields);
        attachmentsTypes = List.copyOf(attachmentsTypes);
        embeddedBy = List.copyOf(embeddedBy);
        check(topics.size() <= MAXIMUM_TOPICS, "topics: at most " + MAXIMUM_TOPICS);
        check(fields.size() <= MAXIMUM_EXTRA_FIELDS, "fields: at most " + MAXIMUM_EXTRA_FIELDS);
        distinct("topics", topics.stream().map(Topic::name).toList());
        distinct("fields", fields.stream().map(ExtraField::name).toList());
        distinct("fields", fields.stream().map(ExtraField::fr).toList());
        fields.forEach(
                field -> check(!OWN_LABELS.contains(field.fr()), "fields: " + field.fr() + " is what the form itself calls an answer"));
        check(attachmentsCount >= 0 && attachmentsCount <= MAXIMUM_ATTACHMENTS, "attachments-count: 0 to " + MAXIMUM_ATTACHMENTS);
        check(attachmentsBytes >= 1 && attachmentsBytes <= MAXIMUM_ATTACHMENTS_BYTES / Math.max(1, attachmentsCount),
                "attachments-count times attachments-bytes: at most " + MAXIMUM_ATTACHMENTS_BYTES);
        attachmentsTypes.forEach(FileKind::named);
        embeddedBy.forEach(origin -> check(ORIGIN.matcher(origin).matches(),
                "embedded-by: " + origin + " is not an origin such as https://www.saint-exemple.example, without a path"));
        check(!shortestTime.isNegative() && shortestTime.compareTo(longestTime) < 0, "shortest-time must be shorter than longest-time");
        check(messagesPerHour >= 1, "messages-per-hour: at least 1");
        check(PhoneNumberUtil.getInstance().getSupportedRegions().contains(defaultRegion),
                "default-region: " + defaultRegion + " is not the code of a country, such as FR");
        check(REGION.matcher(jurisdiction).matches(), "jurisdiction: two capital letters, such as FR");
        check(privacyNotice.isEmpty() || privacyNotice.get().toString().matches("https?://.+"), "privacy-notice: an http or https address");
        zone(timeZone);
    }

    /** Whether the person has to leave a way to reach them. */
    public enum Contact {
        OPTIONAL, REQUIRED
    }

    /** One topic of the list. */
    public record Topic(
            @Key(value = "name", doc = "The topic's name in the desk; kept when the words of the form change.") String name,
            @Key(value = "fr", doc = "What the form says in French. The name when absent.") Optional<String> fr,
            @Key(value = "en", doc = "What the form says in English. The French words when absent.") Optional<String> en,
            @Key(value = "team", doc = "Name of the team that gets these messages.") Optional<String> team) {

        public Topic {
            check(!name.isBlank() && name.length() <= 200, "name: 1 to 200 characters");
        }

        String label(Language language) {
            return localised(language, fr.orElse(name), en);
        }
    }

    /** One further question of the form. */
    public record ExtraField(
            @Key(value = "name", doc = "Lower-case letters, digits and hyphens, such as street-lamp.") String name,
            @Key(value = "fr", doc = "The question in French; it names the answer in the desk as well.") String fr,
            @Key(value = "en", doc = "The question in English. The French words when absent.") Optional<String> en,
            @Key(value = "required", doc = "Whether it must be answered.", fallback = "false") boolean required,
            @Key(value = "long", doc = "Whether the answer may have several lines.", fallback = "false") boolean several,
            @Key(value = "choices", doc = "The only possible answers, if there are such.") List<String> choices) {

        static final int MAXIMUM_CHOICES = 100;

        public ExtraField {
            choices = List.copyOf(choices);
            check(NAME.matcher(name).matches(), "name: 1 to 41 lower-case letters, digits and hyphens, not " + name);
            check(!fr.isBlank(), "fr: the question must not be blank");
            check(choices.size() <= MAXIMUM_CHOICES, "choices: at most " + MAXIMUM_CHOICES);
        }

        String label(Language language) {
            return localised(language, fr, en);
        }
    }

    Set<FileKind> fileKinds() {
        return attachmentsTypes.isEmpty() ? FileKind.USUAL : FileKind.named(attachmentsTypes);
    }

    ZoneId zone() {
        return zone(timeZone);
    }

    Optional<String> introduction(Language language) {
        return switch (language) {
            case FRENCH -> introductionFr.or(() -> introductionEn);
            case ENGLISH -> introductionEn.or(() -> introductionFr);
        };
    }

    private static String localised(Language language, String french, Optional<String> english) {
        return switch (language) {
            case FRENCH -> french;
            case ENGLISH -> english.orElse(french);
        };
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("time-zone: " + name + " is not known; write one such as Europe/Paris", e);
        }
    }

    private static void distinct(String what, List<String> names) {
        var seen = new HashSet<String>();
        names.forEach(name -> check(seen.add(name), what + ": the name " + name + " stands there twice"));
    }

    private static void check(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(problem);
        }
    }
}

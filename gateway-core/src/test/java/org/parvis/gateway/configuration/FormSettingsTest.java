package org.parvis.gateway.configuration;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.parvis.channel.Key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** A form is read by the rules of the file, and may do less. */
class FormSettingsTest {

    private static final Path FILES = Path.of("/srv/channel-files");

    record Box(
            @Key(value = "host", doc = "Where.") String host,
            @Key(value = "port", doc = "Which.", fallback = "25") int port,
            @Key(value = "password", doc = "Opens it.", secret = true) String password,
            @Key(value = "every", doc = "How often.", fallback = "5m") Duration every,
            @Key(value = "certificates", doc = "Trusted.") Optional<Path> certificates,
            @Key(value = "topics", doc = "About what.") List<Topic> topics,
            @Key(value = "page", doc = "Further words.") Optional<URI> page,
            @Key(value = "open", doc = "Whether.", fallback = "true", formerly = "opened") boolean open) {

        Box {
            if (port < 1) {
                throw new IllegalArgumentException("port: at least 1");
            }
        }
    }

    record Topic(@Key(value = "id", doc = "Its name.") String id, @Key(value = "urgent", doc = "How.", fallback = "no") Urgency urgency) {
    }

    enum Urgency {
        NO, VERY_MUCH
    }

    @Test
    void whatIsTypedIsAsInTheFile() {
        Box box = good(Map.of("host", "a.example", "port", "26", "password", "file:/etc/passwd", "every", "2h", "certificates", "ours.pem",
                "topics", List.of(Map.of("id", "roads", "urgent", "very-much"), Map.of("id", "roads")), "open", false));

        assertThat(box).isEqualTo(new Box("a.example", 26, "file:/etc/passwd", Duration.ofHours(2), Optional.of(FILES.resolve("ours.pem")),
                List.of(new Topic("roads", Urgency.VERY_MUCH), new Topic("roads", Urgency.NO)), Optional.empty(), false));
    }

    @Test
    void everyMistakeIsToldAtItsFieldWithWhatIsAllowed() {
        List<Mistake> mistakes = mistakes(Map.of("port", "0", "password", "x", "every", "often", "certificates", "../secrets.key", "topics",
                List.of(Map.of("id", "a"), Map.of("urgent", "rather")), "hots", "a.example"));

        assertThat(mistakes).extracting(Mistake::key).containsExactlyInAnyOrder("host", "port", "every", "certificates", "topics.2.id",
                "topics.2.urgent", "hots");
        assertThat(mistakes).extracting(Mistake::key, Mistake::found, Mistake::allowed).contains(
                tuple("host", "nothing", "a text"), tuple("port", "\"0\"", "port: at least 1"),
                tuple("topics.2.urgent", "\"rather\"", "no, very-much"));
        assertThat(mistakes(Map.of("host", "h", "password", "x", "certificates", "/etc/passwd"))).extracting(Mistake::key)
                .containsExactly("certificates");
    }

    @Test
    void theFormIsMadeFromTheRecord() {
        List<FormField> form = FormField.of(Box.class);

        assertThat(form).extracting(FormField::name, FormField::kind, FormField::required).containsExactly(
                tuple("host", FormField.Kind.TEXT, true), tuple("port", FormField.Kind.NUMBER, false),
                tuple("password", FormField.Kind.TEXT, true), tuple("every", FormField.Kind.DURATION, false),
                tuple("certificates", FormField.Kind.PATH, false), tuple("topics", FormField.Kind.GROUP, false),
                tuple("page", FormField.Kind.ADDRESS, false), tuple("open", FormField.Kind.FLAG, false));
        assertThat(form.get(2).secret()).isTrue();
        assertThat(form.get(5).many()).isTrue();
        assertThat(form.get(5).fields().get(1).choices()).containsExactly("no", "very-much");
        assertThat(form.get(7).formerly()).containsExactly("opened");
    }

    private static Box good(Map<String, ?> settings) {
        return switch (FormSettings.bind(Box.class, settings, FILES)) {
            case Binding.Bound<Box> bound -> bound.value();
            case Binding.Mistaken<Box> mistaken -> throw new AssertionError(mistaken.text());
        };
    }

    private static List<Mistake> mistakes(Map<String, ?> settings) {
        return switch (FormSettings.bind(Box.class, settings, FILES)) {
            case Binding.Bound<Box> bound -> throw new AssertionError(bound.value().toString());
            case Binding.Mistaken<Box> mistaken -> mistaken.mistakes();
        };
    }
}

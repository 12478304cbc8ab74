package org.parvis.gateway.configuration;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.parvis.channel.Key;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationFileTest {

    @TempDir
    private Path directory = Path.of("");
    private Path file = Path.of("");

    @BeforeEach
    void file() {
        file = directory.resolve("parvis.yaml");
    }

    /** A bit of everything that a configuration record can hold. */
    record Mailbox(
            @Key(value = "host", doc = "Where it is.") String host,
            @Key(value = "port", doc = "Its port.", fallback = "993", formerly = "imap-port") int port,
            @Key(value = "password", doc = "To log in.", secret = true) String password,
            @Key(value = "poll", doc = "How often.", fallback = "5m") Duration poll,
            @Key(value = "archive", doc = "Where to.") Optional<Path> archive,
            @Key(value = "site", doc = "Of the town.") Optional<URI> site,
            @Key(value = "tls", doc = "Encrypted.", fallback = "always") Tls tls,
            @Key(value = "folders", doc = "Which.") List<String> folders,
            @Key(value = "labels", doc = "By language.") Map<String, String> labels,
            @Key(value = "rate", doc = "Bounds.") Rate rate,
            @Key(value = "topics", doc = "What about.") List<Topic> topics) {

        Mailbox {
            if (port < 1) {
                throw new IllegalArgumentException("port is at least 1");
            }
        }

        enum Tls {
            ALWAYS, WHEN_OFFERED
        }

        record Rate(@Key(value = "per-minute", doc = "How many.", fallback = "60") int perMinute,
                @Key(value = "quiet", doc = "Whether to be.", fallback = "false") boolean quiet) {
        }

        record Topic(@Key(value = "id", doc = "Its name.") String id, @Key(value = "team", doc = "Whose.") Optional<String> team) {
        }
    }

    @Test
    void everyKindOfValueIsRead() throws Exception {
        Mailbox mailbox = bound("""
                host: imap.saint-exemple.example
                port: 1993
                password: "open sesame"
                poll: 30s
                archive: mail/archive
                site: https://saint-exemple.example
                tls: when-offered
                folders:
                  - INBOX
                  - Voirie
                labels:
                  fr: Courriel
                rate:
                  per-minute: 10
                topics:
                  - id: roads
                    team: voirie
                  - id: schools
                """, Map.of());
        assertThat(mailbox).isEqualTo(new Mailbox("imap.saint-exemple.example", 1993, "open sesame", Duration.ofSeconds(30),
                Optional.of(directory.resolve("mail/archive")), Optional.of(URI.create("https://saint-exemple.example")),
                Mailbox.Tls.WHEN_OFFERED, List.of("INBOX", "Voirie"), Map.of("fr", "Courriel"), new Mailbox.Rate(10, false),
                List.of(new Mailbox.Topic("roads", Optional.of("voirie")), new Mailbox.Topic("schools", Optional.empty()))));
    }

    @Test
    void whatIsAbsentHasItsDefault() throws Exception {
        Mailbox mailbox = bound("host: a\npassword: b\n", Map.of());
        assertThat(mailbox.port()).isEqualTo(993);
        assertThat(mailbox.rate()).isEqualTo(new Mailbox.Rate(60, false));
        assertThat(mailbox.folders()).isEmpty();
        assertThat(mailbox.archive()).isEmpty();
    }

    @Test
    void allMistakesAreReportedAtOnceWithTheirLines() throws Exception {
        assertThat(mistakes("""
                prot: 1993
                port: eighty
                poll: soon
                tls: sometimes
                folders: INBOX
                rate:
                  quiet: maybe
                topics:
                  - id: roads
                  - id: roads
                port: 3
                """, Map.of())).containsExactlyInAnyOrder(
                file + ":11: port: found the key a second time; allowed: once",
                file + ":1: prot: found an unknown key; allowed: \"port\", the nearest known key, or host, poll, rate, site, tls, topics, "
                        + "password, archive, labels, folders",
                file + ":1: host: found nothing; allowed: a text (PARVIS_HOST works too)",
                file + ":2: port: found \"eighty\"; allowed: a whole number",
                file + ":1: password: found nothing; allowed: a text (PARVIS_PASSWORD works too)",
                file + ":3: poll: found \"soon\"; allowed: a duration such as 30s, 5m, 8h or 2d",
                file + ":4: tls: found \"sometimes\"; allowed: always, when-offered",
                file + ":5: folders: found \"INBOX\"; allowed: a list: each element on a line of its own after \"- \"",
                file + ":7: rate.quiet: found \"maybe\"; allowed: true or false",
                file + ":10: topics.roads: found an id that line 9 has already; allowed: a different id for each");
    }

    @Test
    void theRecordsOwnCheckIsReportedAtTheKeyThatItNames() throws Exception {
        assertThat(mistakes("host: a\npassword: b\nport: 0\n", Map.of())).containsExactly(
                file + ":3: port: found \"0\"; allowed: port is at least 1");
    }

    @Test
    void aVariableOverridesTheFileAndItsMistakesNameTheVariable() throws Exception {
        assertThat(bound("host: a\npassword: b\nport: 1\n", Map.of("PARVIS_PORT", "2", "PARVIS_RATE_PER_MINUTE", "3", "PARVIS_FOLDERS",
                "INBOX, Voirie"))).satisfies(mailbox -> {
                    assertThat(mailbox.port()).isEqualTo(2);
                    assertThat(mailbox.rate().perMinute()).isEqualTo(3);
                    assertThat(mailbox.folders()).containsExactly("INBOX", "Voirie");
                });
        assertThat(mistakes("host: a\npassword: b\n", Map.of("PARVIS_PORT", "two"))).containsExactly(
                "PARVIS_PORT: port: found \"two\"; allowed: a whole number");
    }

    @Test
    void anElementOfAListIsOverriddenByItsId() throws Exception {
        assertThat(bound("host: a\npassword: b\ntopics:\n  - id: roads\n", Map.of("PARVIS_TOPICS_ROADS_TEAM", "voirie")).topics())
                .containsExactly(new Mailbox.Topic("roads", Optional.of("voirie")));
    }

    @Test
    void aVariableThatSetsNothingIsAMistakeWithTheNearestKnownOne() throws Exception {
        assertThat(mistakes("host: a\npassword: b\ntopics:\n  - id: roads\n", Map.of("PARVIS_PROT", "2", "PARVIS_RATE_PER_MINUT", "3",
                "PARVIS_TOPICS_ROAD_TEAM", "voirie", "PARVIS_JAVAHOME", "/opt/java", "PARVIS_RATE_QUIET", "true", "PARVIS_HEAP", "2g",
                "PARVIS_ARCHIVE", "archive", "PATH", "/bin"))).containsExactly(
                        "PARVIS_JAVAHOME: found a variable that sets nothing; allowed: \"PARVIS_JAVA_HOME\", the nearest known one",
                        "PARVIS_PROT: found a variable that sets nothing; allowed: \"PARVIS_PORT\", the nearest known one",
                        "PARVIS_RATE_PER_MINUT: found a variable that sets nothing; allowed: \"PARVIS_RATE_PER_MINUTE\", the nearest known one",
                        "PARVIS_TOPICS_ROAD_TEAM: found a variable that sets nothing; allowed: \"PARVIS_TOPICS_ROADS_TEAM\", the nearest known one");
    }

    @Test
    void aVariableOfAChannelThatSetsNothingIsAMistakeOfThatChannelAlone() throws Exception {
        Files.writeString(file, """
                channels:
                  - id: rue
                    type: mailbox
                    label: Rue
                    settings: {host: a, password: b}
                  - id: rue-haute
                    type: mailbox
                    label: Rue haute
                    settings: {host: a, password: b}
                """);
        Map<String, String> environment = Map.of("PARVIS_CHANNELS_RUE_LABEL", "La rue", "PARVIS_CHANNELS_RUE_HAUTE_PORT", "1",
                "PARVIS_CHANNELS_RUE_HAUTE_PROT", "1", "PARVIS_HTTP_TLS_CERTIFICATE", "a.pem", "PARVIS_HTTP_TLS_KEY", "b.pem",
                "PARVIS_DATABASE_URL", "postgresql://127.0.0.1/parvis", "PARVIS_DATABASE_USER", "parvis");
        List<ChannelConfiguration> channels = gateway(environment).channels();

        assertThat(text(channels.getFirst().settings().bind(Mailbox.class))).isEmpty();
        assertThat(text(channels.getLast().settings().bind(Mailbox.class))).containsExactly(
                "PARVIS_CHANNELS_RUE_HAUTE_PROT: found a variable that sets nothing; allowed: "
                        + "\"PARVIS_CHANNELS_RUE_HAUTE_PORT\", the nearest known one");
    }

    @Test
    void theVariablesOfTheLauncherAreKnown() throws Exception {
        Files.writeString(file, "");
        for (Path script : List.of(Path.of("../parvis"), Path.of("../.ci/run"))) {
            assertThat(Pattern.compile("PARVIS_[A-Z_]+").matcher(Files.readString(script)).results().map(MatchResult::group)).isNotEmpty()
                    .allSatisfy(name -> assertThat(text(ConfigurationFile.read(file, Map.of(name, "x")))).isEmpty());
        }
    }

    @Test
    void aSecretComesFromAFileAndIsNeverShown() throws Exception {
        Files.writeString(directory.resolve("secret"), "open sesame\n");
        assertThat(bound("host: a\npassword: file:secret\n", Map.of()).password()).isEqualTo("open sesame");
        assertThat(mistakes("host: a\npassword: file:missing\n", Map.of())).singleElement().asString()
                .startsWith(file + ":2: password: found a file that cannot be read")
                .doesNotContain("missing");
        assertThat(new DatabaseConfiguration(Path.of("d"), Optional.of(URI.create("postgresql://db.example/parvis")), Optional.of("parvis"),
                Optional.of("open sesame"), 16).toString()).contains("password=(secret)").doesNotContain("sesame");
    }

    @Test
    void aFormerNameStillWorksWithAWarning() throws Exception {
        Files.writeString(file, "host: a\npassword: b\nimap-port: 143\n");
        assertThat(ConfigurationFile.read(Mailbox.class, file, Map.of()).toString()).contains("port=143",
                file + ":3: imap-port is now called \"port\"");
        assertThat(mistakes("host: a\npassword: b\nport: 1\nimap-port: 143\n", Map.of())).singleElement().asString()
                .contains("one of the two");
    }

    @Test
    void whatIsNoYamlIsAnsweredWithItsLine() throws Exception {
        assertThat(mistakes("host: a\n\tport: 1\n", Map.of())).singleElement().asString().startsWith(file + ":2: found ");
        assertThat(mistakes("just words", Map.of())).first().asString().contains("\"just words\"").contains("keys with values");
        Files.write(file, "host: é".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(text(ConfigurationFile.read(Mailbox.class, file, Map.of()))).singleElement().asString().contains("UTF-8");
        assertThat(text(ConfigurationFile.read(Mailbox.class, directory.resolve("none.yaml"), Map.of()))).singleElement().asString()
                .contains("no such file");
    }

    @Test
    void aChannelsSettingsAreBoundLaterWithTheirOwnLines() throws Exception {
        Files.writeString(file, """
                channels:
                  - id: courriel
                    type: mailbox
                    label: Courriel de la mairie
                    settings:
                      host: imap.saint-exemple.example
                      pasword: x
                """);
        ChannelConfiguration channel = gateway(Map.of()).channels().getFirst();
        assertThat(text(channel.settings().bind(Mailbox.class))).hasSize(2)
                .anySatisfy(line -> assertThat(line)
                        .startsWith(file + ":7: channels.courriel.settings.pasword: found an unknown key; allowed: \"password\""));
        Files.writeString(file, Files.readString(file).replace("pasword", "password"));
        Map<String, String> environment = Map.of("PARVIS_CHANNELS_COURRIEL_PORT", "143");
        assertThat(gateway(environment).channels().getFirst().settings().bind(Mailbox.class)).asString()
                .contains("port=143");
    }

    @Test
    void anEmptyFileIsAGatewayWithAllItsDefaults() throws Exception {
        Files.writeString(file, "");
        GatewayConfiguration gateway = gateway(Map.of("PARVIS_HTTP_PORT", "8081"));
        assertThat(gateway.http().host()).isEqualTo("127.0.0.1");
        assertThat(gateway.http().port()).isEqualTo(8081);
        assertThat(gateway.database().external()).isEmpty();
        assertThat(gateway.limits().attachment()).isEqualTo(new ByteSize(25_000_000));
    }

    @Test
    void theReferenceNamesEveryKeyAndNoKeyIsUndescribed() {
        String page = Reference.markdown(Map.of("mailbox", Mailbox.class));
        assertThat(page)
                .contains("| `http.port` |", "`PARVIS_HTTP_PORT`", "| `channels.<id>.label` |", "of type `mailbox`", "`rate.per-minute`")
                .doesNotContain("|  |  |  |");
    }

    private GatewayConfiguration gateway(Map<String, String> environment) {
        return switch (ConfigurationFile.read(file, environment)) {
            case Binding.Bound<GatewayConfiguration>(GatewayConfiguration value, List<String> warnings) -> value;
            case Binding.Mistaken<GatewayConfiguration> mistaken -> throw new AssertionError(mistaken.text());
        };
    }

    private Mailbox bound(String text, Map<String, String> environment) throws Exception {
        Files.writeString(file, text);
        return switch (ConfigurationFile.read(Mailbox.class, file, environment)) {
            case Binding.Bound<Mailbox>(Mailbox value, List<String> warnings) -> value;
            case Binding.Mistaken<Mailbox> mistaken -> throw new AssertionError(mistaken.text());
        };
    }

    @Test
    void whatARecordRefusesIsToldBesideEveryOtherMistake() throws Exception {
        Files.writeString(file, """
                http:
                  prt: 8080
                  port: 99999
                  public-address: ftp://saint-exemple.example
                metrics:
                  access: nobody
                """);

        assertThat(text(ConfigurationFile.read(file, Map.of()))).satisfiesExactly(
                unknown -> assertThat(unknown).contains(":2: http.prt: found an unknown key"),
                port -> assertThat(port).contains(":3: http.port: found \"99999\"").contains("from 1 to 65535"),
                address -> assertThat(address).contains(":4: http.public-address: ").contains("https:// or http://"),
                access -> assertThat(access).contains(":6: metrics.access: found \"nobody\""));
    }

    @Test
    void aTextThatIsMissingHidesNoOtherMistake() throws Exception {
        Files.writeString(file, """
                channels:
                  - id: Two words
                    type: mailbox
                """);

        assertThat(text(ConfigurationFile.read(file, Map.of()))).satisfiesExactly(
                label -> assertThat(label).contains(":2: channels.Two words.label: found nothing"),
                id -> assertThat(id).contains(":2: channels.Two words.id: found \"Two words\"").contains("lower-case letters"));
    }

    @Test
    void whatIsNoAddressOfAProxyIsToldWithWhatIsAllowed() throws Exception {
        for (String wrong : List.of("proxy.local", "10.0.0.0/33", "10.0.0.0/x", "fd00::/129", "10.0.0.0/")) {
            Files.writeString(file, "http:\n  trusted-proxies: [10.0.0.7, \"" + wrong + "\"]\n");

            assertThat(text(ConfigurationFile.read(file, Map.of()))).as(wrong).singleElement().asString()
                    .contains(":2: http.trusted-proxies: ").contains("10.0.0.0/8").contains(wrong);
        }
        Files.writeString(file, "http:\n  trusted-proxies: [10.0.0.7, 10.0.0.0/8, \"fd00::/8\", \"::1\"]\n");
        assertThat(text(ConfigurationFile.read(file, Map.of()))).isEmpty();
    }

    @Test
    void whoListensOnEveryNetworkSaysWhereTheyAreReached() throws Exception {
        for (String everywhere : List.of("0.0.0.0", "::")) {
            Files.writeString(file, "http:\n  host: \"" + everywhere + "\"\n");
            assertThat(text(ConfigurationFile.read(file, Map.of()))).as(everywhere).singleElement().asString()
                    .contains("http.public-address: ").contains("is needed");

            Files.writeString(file, "http:\n  host: \"" + everywhere + "\"\n  public-address: https://parvis.example\n");
            assertThat(text(ConfigurationFile.read(file, Map.of()))).isEmpty();
        }
    }

    @Test
    void aPortThatCannotBeIsAMistakeInAnAddressToo() throws Exception {
        Files.writeString(file, """
                http:
                  port: 65536
                  public-address: https://saint-exemple.example:65536
                database:
                  url: postgresql://127.0.0.1:99999/parvis
                  user: parvis
                """);

        assertThat(text(ConfigurationFile.read(file, Map.of()))).hasSize(3)
                .allSatisfy(mistake -> assertThat(mistake).containsPattern("from 1 to 65535"));
    }

    @Test
    void aCountryCodeIsWhatTelephoneNumbersBeginWith() throws Exception {
        Files.writeString(file, "country-code: \"0033\"\n");

        assertThat(text(ConfigurationFile.read(file, Map.of()))).singleElement()
                .satisfies(mistake -> assertThat(mistake).contains(":1: country-code").contains("such as +33"));
    }

    private List<String> mistakes(String text, Map<String, String> environment) throws Exception {
        Files.writeString(file, text);
        return text(ConfigurationFile.read(Mailbox.class, file, environment));
    }

    private static List<String> text(Binding<?> binding) {
        return switch (binding) {
            case Binding.Bound<?> bound -> List.of();
            case Binding.Mistaken<?> mistaken -> mistaken.mistakes().stream().map(Mistake::toString).toList();
        };
    }
}

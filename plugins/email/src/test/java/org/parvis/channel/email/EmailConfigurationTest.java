package org.parvis.channel.email;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.parvis.channel.Key;
import org.parvis.channel.email.connection.Security;
import org.parvis.channel.email.mailbox.ImapConfiguration;
import org.parvis.channel.email.outgoing.SmtpConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EmailConfigurationTest {

    private static final Duration BRIEF = Duration.ofSeconds(5);

    @ParameterizedTest
    @ValueSource(longs = {90, 120, 3_600})
    void aDeliveryIsGivenUpBeforeTheGatewayCountsItAsUnknown(long seconds) {
        Duration slow = Duration.ofSeconds(seconds);
        Duration quick = Duration.ofSeconds(89);
        assertThatIllegalArgumentException().isThrownBy(() -> smtp("smtp.example", Security.TLS, true, quick, slow))
                .withMessageContaining("less than 90s");
        assertThatIllegalArgumentException().isThrownBy(() -> smtp("smtp.example", Security.TLS, true, slow, quick))
                .withMessageContaining("less than 90s");
        assertThat(smtp("smtp.example", Security.TLS, true, quick, quick).readTimeout()).isEqualTo(quick);
        assertThat(fallback("read-timeout")).isEqualTo("1m");
    }

    /** What a configuration file has in small letters the form's choices call otherwise. */
    @ParameterizedTest
    @ValueSource(strings = {"imap.port", "imap.security", "smtp.port", "smtp.security"})
    void theFormsHelpNamesAProtectionAsItsChoicesDo(String setting) throws IOException {
        Properties words = new Properties();
        try (InputStream in = EmailConfiguration.class.getResourceAsStream("settings_en.properties")) {
            words.load(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8));
        }
        assertThat(words.getProperty(setting + "/help")).isNotBlank().doesNotContain("tls");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail.saint-exemple.example", "192.0.2.7", "2001:db8::1", "localhost.example", "127.0.0.1.example", "0.0.0.0"})
    void aPasswordIsNotSaidInClearTextToAnotherMachine(String host) {
        assertThatIllegalArgumentException().isThrownBy(() -> imap(host, Security.NONE)).withMessageContaining("in clear text to " + host)
                .withMessageContaining("tls or starttls");
        assertThatIllegalArgumentException().isThrownBy(() -> smtp(host, Security.NONE, true, BRIEF, BRIEF))
                .withMessageContaining("in clear text to " + host);
        assertThat(imap(host, Security.STARTTLS).host()).isEqualTo(host);
        assertThat(smtp(host, Security.NONE, false, BRIEF, BRIEF).host()).as("a relay that wants none").isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "127.8.9.1", "::1"})
    void onThisMachineItMayBe(String host) {
        assertThat(imap(host, Security.NONE).host()).isEqualTo(host);
        assertThat(smtp(host, Security.NONE, true, BRIEF, BRIEF).host()).isEqualTo(host);
    }

    private static ImapConfiguration imap(String host, Security security) {
        return new ImapConfiguration(host, 143, security, "bonjour", "not-a-word", List.of(), "ParvisTaken", Optional.empty(), BRIEF, BRIEF,
                BRIEF);
    }

    private static String fallback(String key) {
        return Arrays.stream(SmtpConfiguration.class.getRecordComponents()).map(EmailConfigurationTest::key)
                .filter(each -> each.value().equals(key)).findFirst().orElseThrow().fallback();
    }

    private static Key key(RecordComponent component) {
        return component.getAnnotation(Key.class);
    }

    private static SmtpConfiguration smtp(String host, Security security, boolean password, Duration connect, Duration read) {
        Optional<String> secret = Optional.of("not-a-word").filter(_ -> password);
        return new SmtpConfiguration(host, 587, security, secret, secret, 60, connect, read);
    }
}

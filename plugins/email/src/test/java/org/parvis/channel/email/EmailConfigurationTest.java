package org.parvis.channel.email;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.parvis.channel.Key;
import org.parvis.channel.email.connection.Security;
import org.parvis.channel.email.outgoing.SmtpConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EmailConfigurationTest {

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

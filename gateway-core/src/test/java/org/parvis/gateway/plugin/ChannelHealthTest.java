package org.parvis.gateway.plugin;

import org.junit.jupiter.api.Test;

import org.parvis.channel.Health;
import org.parvis.gateway.plugin.ChannelHealth.State;

import static org.assertj.core.api.Assertions.assertThat;

/** What a plugin says of its channel reaches the desk with its code, by which the desk says it in the agent's language. */
class ChannelHealthTest {

    @Test
    void theCodeOfAReasonGoesWithItsWords() {
        assertThat(ChannelHealth.of(new Health.Degraded("Slow", "RATE_LIMITED")))
                .isEqualTo(new ChannelHealth(State.DEGRADED, "Slow", "RATE_LIMITED"));
        assertThat(ChannelHealth.of(new Health.NeedsOperator("Log in", "AUTHENTICATION_FAILED")))
                .isEqualTo(new ChannelHealth(State.NEEDS_OPERATOR, "Log in", "AUTHENTICATION_FAILED"));
    }

    @Test
    void wordsMayStandAlone() {
        assertThat(ChannelHealth.of(new Health.Degraded("Slow"))).isEqualTo(new ChannelHealth(State.DEGRADED, "Slow", ""));
        assertThat(ChannelHealth.of(new Health.NeedsOperator("Log in"))).isEqualTo(new ChannelHealth(State.NEEDS_OPERATOR, "Log in", ""));
    }
}

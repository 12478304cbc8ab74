package org.parvis.channel.testkit;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.parvis.channel.Capabilities;
import org.parvis.channel.Channel;
import org.parvis.channel.CommandKey;
import org.parvis.channel.Content;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.Key;
import org.parvis.channel.Listening;
import org.parvis.channel.Outcome;
import org.parvis.channel.Visibility;
import org.parvis.channel.testkit.Network.Letter;
import org.parvis.channel.testkit.Network.Sent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What every channel plugin promises, as tests. A plugin inherits them by saying which plugin it is, what the other end is, and how to
 * configure a channel for it:
 *
 * {@snippet :
 * class PigeonContractTest extends ChannelContract<PigeonConfiguration> {
 *     private final FakeLoft loft = new FakeLoft();              // implements Network.Acknowledging, Network.Losing
 *
 *     @Override protected String type() { return "pigeon"; }
 *     @Override protected Network network() { return loft; }
 *     @Override protected PigeonConfiguration configuration() { return new PigeonConfiguration(loft.address(), Duration.ofMillis(20)); }
 * }
 * }
 *
 * <p>A test that does not concern a channel (one that does not send, one without idempotence) is reported as skipped with the reason. Every
 * call is made on a virtual thread, as the gateway does. Configure short intervals: a whole run takes seconds.
 *
 * @param <C> the plugin's configuration
 */
public abstract class ChannelContract<C extends Record> extends ContractStage<C> {

    // The plugin and its configuration

    @Test
    final void thePluginIsFoundByItsServiceFile() {
        assertThat(plugin().configurationType()).isEqualTo(configurationClass());
    }

    @Test
    final void theTypeIsAWordForConfigurationFiles() {
        assertThat(plugin().type()).matches(ConfigurationRules.NAME);
    }

    @Test
    final void everySettingIsExplainedToItsOperator() {
        assertThat(ConfigurationRules.breaches(plugin().configurationType())).isEmpty();
    }

    @Test
    final void openingNeedsNoNetwork() throws Exception {
        cutIfRemote();
        assertThat(open().capabilities()).isNotNull();
    }

    @Test
    final void secretsDoNotStandInTheConfigurationsText() throws Exception {
        C configuration = configuration();
        for (var component : configuration.getClass().getRecordComponents()) {
            Key key = component.getAnnotation(Key.class);
            if (key == null || !key.secret()) {
                continue;
            }
            component.getAccessor().setAccessible(true);
            Object secret = component.getAccessor().invoke(configuration);
            String words = secret instanceof Optional<?> optional ? optional.map(Object::toString).orElse("") : String.valueOf(secret);
            if (!words.isEmpty()) {
                assertThat(configuration.toString()).as("the configuration's toString").doesNotContain(words);
            }
        }
    }

    @Test
    final void capabilitiesAreSane() throws Exception {
        Capabilities capabilities = open().capabilities();
        assertThat(capabilities.text().maximum()).as("text limit").isPositive();
        assertThat(capabilities.text().urlLength()).as("what a URL counts for").isNotNegative();
        assertThat(capabilities.media().maximumCount()).as("attachments").isBetween(0, Content.MAXIMUM_ATTACHMENTS);
        assertThat(capabilities.media().maximumBytes()).as("bytes of an attachment").isNotNegative();
        assertThat(capabilities.visibilities()).as("visibilities").isNotEmpty();
        assertThat(capabilities.operator().name()).as("operator").isNotBlank();
        assertThat(capabilities.operator().protocol()).as("protocol").isNotBlank();
        assertThat(capabilities.operator().jurisdiction()).as("jurisdiction").matches("[A-Z]{2}|\\?\\?");
    }

    @Test
    final void capabilitiesAreAnsweredFromMemoryAndTheSameForTheSameConfiguration() throws Exception {
        cutIfRemote();
        Channel channel = open();
        assertThat(channel.capabilities()).isEqualTo(channel.capabilities()).isEqualTo(open().capabilities());
        assertThat(channel.health()).isNotNull();
    }

    // What the desk asks and shows

    @Test
    final void everySettingHasItsWordsInFrenchAndEnglish() throws Exception {
        for (String language : SettingWords.LANGUAGES) {
            assertThat(SettingWords.of(plugin(), language).missing(plugin())).isEmpty();
        }
    }

    @Test
    final void theSentenceAboutASettingSaysMoreThanItsLabel() throws Exception {
        for (String language : SettingWords.LANGUAGES) {
            assertThat(SettingWords.of(plugin(), language).repeated(plugin())).isEmpty();
        }
    }

    @Test
    final void whatTheConfigurationRefusesIsSaidInFrenchAndEnglish() throws Exception {
        // The record's own message is English.
        assertThat(SettingWords.of(plugin(), "fr").missing(Refusals.of(configuration()))).isEmpty();
    }

    @Test
    final void aConnectionThatWorksPassesItsTestAndTellsNoSecret() throws Exception {
        List<RecordedFinding> found = test();
        assumeTrue(!found.isEmpty(), "the channel has nothing to reach that could be tested");
        assertThat(found).as("what was found").allMatch(RecordedFinding::good);
        assertTold(found);
    }

    @Test
    final void aNetworkThatIsAwayFailsTheTest() throws Exception {
        assumeTrue(!test().isEmpty(), "the channel has nothing to reach that could be tested");
        cutIfRemote();
        List<RecordedFinding> found = test();
        assertThat(found).as("what was found").anyMatch(finding -> !finding.good());
        assertTold(found);
    }

    private void assertTold(List<RecordedFinding> found) throws Exception {
        for (String language : SettingWords.LANGUAGES) {
            SettingWords words = SettingWords.of(plugin(), language);
            assertThat(found).as(language + " words").allMatch(finding -> finding.keys().stream().allMatch(words::has));
        }
        for (String secret : SettingWords.secrets(configuration())) {
            assertThat(found).as("what was found").noneMatch(finding -> finding.detail().contains(secret));
        }
    }

    // In, by listening

    @Test
    final void aMessageReachesTheInboxOnce() throws Exception {
        Network.Incoming incoming = incoming();
        Letter letter = letter();
        incoming.write(letter);
        listen(openListening());
        awaitTaken(letter);
        Letter later = letter();
        incoming.write(later);
        awaitTaken(later);
        assertTakenOnce(letter, later);
    }

    @Test
    final void theNetworkIsToldOnlyAfterTheCommit() throws Exception {
        Network.Acknowledging acknowledging = acknowledging();
        Letter letter = letter();
        acknowledging.write(letter);
        inbox().hold();
        listen(openListening());
        inbox().await(it -> !offersOf(letter).isEmpty(), patience());
        assertThat(acknowledging.acknowledged(letter)).as("acknowledged while the commit goes on").isFalse();
        inbox().release();
        awaitAcknowledged(acknowledging, letter);
    }

    @Test
    final void aCommitThatFailsIsNotAcknowledgedAndTheMessageComesAgainUnderTheSameName() throws Exception {
        Network.Incoming incoming = incoming();
        Letter letter = letter();
        inbox().refuse(1);
        inbox().hold();
        incoming.write(letter);
        listen(openListening());
        inbox().await(it -> offersOf(letter).size() >= 2, patience());
        if (incoming instanceof Network.Acknowledging acknowledging) {
            assertThat(acknowledging.acknowledged(letter)).as("acknowledged though the commit failed").isFalse();
        }
        inbox().release();
        awaitTaken(letter);
        assertTakenOnce(letter);
        assertThat(offersOf(letter)).as("names of one event, offered again").containsOnly(offersOf(letter).getFirst());
        if (incoming instanceof Network.Acknowledging acknowledging) {
            awaitAcknowledged(acknowledging, letter);
        }
    }

    @Test
    final void aRestartFromTheCursorLosesNothingAndRepeatsNothing() throws Exception {
        Network.Incoming incoming = incoming();
        Letter before = letter();
        incoming.write(before);
        Listening first = openListening();
        Supervised running = listen(first);
        awaitTaken(before);
        stop(running);
        close(first);
        Letter between = letter();
        incoming.write(between);
        listen(openListening());
        awaitTaken(between);
        Letter after = letter();
        incoming.write(after);
        awaitTaken(after);
        assertTakenOnce(before, between, after);
    }

    @Test
    final void aNetworkThatComesBackIsHeardAgain() throws Exception {
        Network.Incoming incoming = incoming();
        Letter before = letter();
        incoming.write(before);
        listen(openListening());
        awaitTaken(before);
        incoming.cut();
        incoming.restore();
        Letter after = letter();
        incoming.write(after);
        awaitTaken(after);
        assertTakenOnce(before, after);
    }

    @Test
    final void listeningEndsPromptlyWhenInterrupted() throws Exception {
        Network.Incoming incoming = incoming();
        Letter letter = letter();
        incoming.write(letter);
        Supervised running = listen(openListening());
        awaitTaken(letter);
        stop(running);
    }

    @Test
    final void listeningEndsPromptlyWhileACommitWaits() throws Exception {
        Network.Incoming incoming = incoming();
        Letter letter = letter();
        incoming.write(letter);
        inbox().hold();
        Supervised running = listen(openListening());
        inbox().await(it -> !offersOf(letter).isEmpty(), patience());
        stop(running);
        assertThat(inbox().messagesWith(letter.text())).isEmpty();
    }

    @Test
    final void listeningEndsPromptlyWhileTheNetworkIsAway() throws Exception {
        incoming().cut();
        stop(listen(openListening()));
    }

    // In, by a call

    @Test
    final void aDeliveryThatIsRepeatedIsTakenOnce() throws Exception {
        Network.Calling calling = calling();
        RouteCaller routes = routes(open());
        Letter letter = letter();
        assertThat(deliver(calling, letter, routes).status()).as("answer").isBetween(200, 399);
        assertThat(deliver(calling, letter, routes).status()).as("answer to the repetition").isBetween(200, 499);
        assertTakenOnce(letter);
    }

    @Test
    final void aDeliveryThatCannotBeCommittedIsRefusedAndTakenLater() throws Exception {
        Network.Calling calling = calling();
        RouteCaller routes = routes(open());
        Letter letter = letter();
        inbox().refuse(1);
        assertThat(deliver(calling, letter, routes).status()).as("answer while the inbox cannot take it").isGreaterThanOrEqualTo(500);
        assertThat(deliver(calling, letter, routes).status()).as("answer to the next attempt").isBetween(200, 399);
        assertTakenOnce(letter);
        assertThat(offersOf(letter)).as("names of one event, offered again").containsOnly(offersOf(letter).getFirst());
    }

    // Both ways

    @Test
    final void visibilityIsKeptBothWays() throws Exception {
        Channel channel = open();
        for (Visibility visibility : channel.capabilities().visibilities()) {
            InboundMessage message = receive(channel, letter(visibility));
            assertThat(message.visibility()).as("of what came in").isEqualTo(visibility);
            String answer = freshWords();
            perform(channel, reply(message, key(), answer, 1));
            if (otherEnd() instanceof Network.Outgoing outgoing) {
                awaitSent(outgoing, answer);
                assertThat(sent(outgoing, answer)).extracting(Sent::visibility).containsExactly(visibility);
            }
        }
    }

    @Test
    final void nothingThatPeopleWroteIsLogged() throws Exception {
        Channel channel = open();
        Letter letter = letter();
        InboundMessage message = receive(channel, letter);
        String answer = freshWords();
        perform(channel, reply(message, key(), answer, 1));
        assertThat(context().logged()).noneMatch(line -> line.contains(letter.text()) || line.contains(answer)
                || line.contains(message.from().value()));
    }

    // Out

    @Test
    final void aReplyIsAcceptedWithItsNameAndArrives() throws Exception {
        Channel channel = open();
        InboundMessage message = receive(channel, letter());
        String answer = freshWords();
        Outcome outcome = perform(channel, reply(message, key(), answer, 1));
        if (outcome instanceof Outcome.ByPerson byPerson) {
            assertThat(byPerson.script()).isNotBlank();
            return;
        }
        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
        if (otherEnd() instanceof Network.Outgoing outgoing) {
            assertThat(((Outcome.Accepted) outcome).ids()).as("names of what was sent").isNotEmpty();
            awaitSent(outgoing, answer);
            assertThat(sent(outgoing, answer)).extracting(Sent::to).containsExactly(message.from());
        }
    }

    @Test
    final void aNetworkThatIsAwayIsNeverTakenForSuccess() throws Exception {
        Network.Outgoing outgoing = outgoing();
        Channel channel = open();
        InboundMessage message = receive(channel, letter());
        CommandKey key = key();
        String answer = freshWords();
        outgoing.cut();
        Outcome outcome = perform(channel, reply(message, key, answer, 1));
        assertThat(outcome).isInstanceOfAny(Outcome.Deferred.class, Outcome.Unknown.class);
        outgoing.restore();
        if (outcome instanceof Outcome.Deferred || channel.capabilities().sendIsIdempotent()) {
            assertThat(perform(channel, reply(message, key, answer, 2))).isInstanceOf(Outcome.Accepted.class);
            awaitSent(outgoing, answer);
            assertThat(sent(outgoing, answer)).hasSize(1);
        }
    }

    @Test
    final void theSameCommandAgainIsSentOnce() throws Exception {
        Network.Outgoing outgoing = outgoing();
        Channel channel = open();
        assumeTrue(channel.capabilities().sendIsIdempotent(), "the channel does not promise that a command is sent once");
        InboundMessage message = receive(channel, letter());
        CommandKey key = key();
        String answer = freshWords();
        Outcome first = perform(channel, reply(message, key, answer, 1));
        Outcome second = perform(channel, reply(message, key, answer, 2));
        assertThat(second).as("the same outcome, the same names").isEqualTo(first);
        awaitSent(outgoing, answer);
        assertThat(sent(outgoing, answer)).hasSize(1);
    }

    @Test
    final void anAnswerThatGotLostIsUnknownAndNeverSentTwice() throws Exception {
        assumeTrue(otherEnd() instanceof Network.Losing, "the network fixture cannot lose an answer");
        var losing = (Network.Losing) otherEnd();
        Channel channel = open();
        InboundMessage message = receive(channel, letter());
        CommandKey key = key();
        String answer = freshWords();
        losing.loseNextAnswer();
        Outcome outcome = perform(channel, reply(message, key, answer, 1));
        assertThat(outcome).as("what is known").isInstanceOfAny(Outcome.Unknown.class, Outcome.Accepted.class);
        awaitSent(losing, answer);
        if (channel.capabilities().sendIsIdempotent()) {
            assertThat(perform(channel, reply(message, key, answer, 2))).isInstanceOf(Outcome.Accepted.class);
        }
        assertThat(sent(losing, answer)).hasSize(1);
    }

    // The end

    @Test
    final void aClosedChannelLeavesNoThread() throws Exception {
        ThreadWatch watch = ThreadWatch.start();
        Channel channel = open();
        InboundMessage message = receive(channel, letter());
        perform(channel, reply(message, key(), freshWords(), 1));
        close(channel);
        Patience.until("the channel's threads end: " + watch.left(), patience(), () -> watch.left().isEmpty());
    }
}

package org.parvis.channel.phonenotes;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

import org.parvis.channel.Handle;
import org.parvis.channel.InboundEvent.CallSignalled;
import org.parvis.channel.InboundEvent.CallState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CallsTest {

    private static final String RINGING = "{\"call\":\"7f3a\",\"state\":\"ringing\",\"number\":\"0199001234\",\"extension\":\"214\",\"at\":\"2026-09-15T08:00:00Z\"}";

    private final Centre centre = new Centre();

    @Test
    void aCallThatRingsIsSignalledWithItsNumberAndExtension() throws Exception {
        assertThat(centre.signal(RINGING).status()).isEqualTo(202);
        CallSignalled call = centre.inbox.events(CallSignalled.class).getFirst();
        assertThat(call.call()).isEqualTo("7f3a");
        assertThat(call.state()).isEqualTo(CallState.RINGING);
        assertThat(call.caller()).isEqualTo(Handle.of(Handle.Kind.PHONE, "+33199001234"));
        assertThat(call.extension()).contains("214");
        assertThat(call.at()).isEqualTo("2026-09-15T08:00:00Z");
    }

    @Test
    void theSameSignalAgainIsOneAndEachStateIsItsOwn() throws Exception {
        centre.signal(RINGING);
        centre.signal(RINGING);
        centre.signal(RINGING.replace("ringing", "answered"));
        centre.signal(RINGING.replace("ringing", "ended"));
        assertThat(centre.inbox.events(CallSignalled.class)).extracting(CallSignalled::state).containsExactly(CallState.RINGING,
                CallState.ANSWERED, CallState.ENDED);
    }

    @Test
    void forgedAndReplayedSignalsAreRefused() throws Exception {
        String now = Long.toString(centre.clock.instant().getEpochSecond());
        String good = Centre.signature(Centre.SECRET, now, RINGING);
        assertThat(centre.signal(RINGING, now, Centre.signature("another secret, also long", now, RINGING)).status()).isEqualTo(401);
        assertThat(centre.signal(RINGING.replace("214", "215"), now, good).status()).as("another body").isEqualTo(401);
        assertThat(centre.signal(RINGING, Long.toString(Long.parseLong(now) + 1), good).status()).as("another time").isEqualTo(401);
        for (String wrong : List.of("", "sha256=", "sha1=" + "0".repeat(40), good + "00", good.substring(7))) {
            assertThat(centre.signal(RINGING, now, wrong).status()).as(wrong).isEqualTo(401);
        }
        assertThat(centre.routes.post("/calls").json(RINGING).send().status()).as("unsigned").isEqualTo(401);
        centre.clock.advance(Duration.ofMinutes(5).plusSeconds(1));
        assertThat(centre.signal(RINGING, now, good).status()).as("too late").isEqualTo(401);
        assertThat(centre.inbox.offered()).isEmpty();
    }

    @Test
    void withoutASecretNoSignalIsTaken() throws Exception {
        var silent = new Centre(Centre.configuration(Optional.empty()));
        assertThat(silent.signal(RINGING).status()).isEqualTo(403);
    }

    @Test
    void hiddenAndInternalNumbersAreShownAsTheyCame() throws Exception {
        centre.signal(RINGING.replace("\"0199001234\"", "\"anonymous\""));
        centre.signal(RINGING.replace("\"0199001234\"", "\"12\"").replace("7f3a", "7f3b"));
        centre.signal(RINGING.replace("\"0199001234\"", "null").replace("7f3a", "7f3c"));
        List<CallSignalled> calls = centre.inbox.events(CallSignalled.class);
        assertThat(calls).extracting(call -> call.caller().kind()).containsOnly(Handle.Kind.ANONYMOUS);
        assertThat(calls.get(1).caller().displayName()).contains("12");
    }

    @Test
    void aSignalThatSaysTooLittleIsAnsweredWithAllThatIsMissing() throws Exception {
        var response = centre.signal("{\"call\":7,\"state\":\"busy\",\"number\":\"" + "1".repeat(200) + "\"}");
        assertThat(response.status()).isEqualTo(422);
        assertThat(Centre.json(response).path("errors").findValuesAsText("field")).containsExactlyInAnyOrder("call", "state", "at",
                "number");
        assertThat(centre.signal("{").status()).isEqualTo(400);
    }

    @Test
    void aSignalIsTakenOnlyWhenItIsDurable() throws Exception {
        centre.inbox.refuse(1);
        assertThat(centre.signal(RINGING).status()).isEqualTo(503);
        assertThat(centre.signal(RINGING).status()).isEqualTo(202);
    }

    @Property
    void aNumberInCanonicalFormStaysAsItIsAndBeginsWithItsPrefix(
            @ForAll @CharRange(from = ' ', to = '9') @StringLength(max = 25) String written) {
        for (String region : List.of("FR", "US", "IT")) {
            var numbers = new Numbers(region);
            numbers.normalise(written).ifPresent(number -> {
                assertThat(number).matches("\\+[1-9][0-9]{1,14}");
                assertThat(numbers.normalise(number)).contains(number);
                assertThat(numbers.prefix(number)).contains(number);
            });
            numbers.prefix(written).ifPresent(prefix -> assertThat(prefix).matches("\\+[0-9]{0,15}"));
        }
    }

    @Property
    void theBeginningOfANumberIsFoundByItsBeginning(@ForAll @CharRange(from = '0', to = '9') @StringLength(value = 8) String rest) {
        var numbers = new Numbers("FR");
        String written = "01" + rest;
        String whole = numbers.normalise(written).orElseThrow();
        for (int length = 1; length <= written.length(); length++) {
            assertThat(whole).startsWith(numbers.prefix(written.substring(0, length)).orElseThrow());
        }
    }

    @Test
    void aConfigurationThatCannotWorkSaysWhy() {
        assertThatThrownBy(() -> Centre.configuration(Optional.of("short"))).hasMessageContaining("calls-secret: at least 16");
        assertThatThrownBy(() -> new PhoneNotesConfiguration("XX", Language.FRENCH, "Europe/Paris", Optional.empty(), Duration.ofMinutes(5),
                "o", "FR"))
                .hasMessageContaining("default-region");
        assertThatThrownBy(() -> new PhoneNotesConfiguration("FR", Language.FRENCH, "Europe/Nowhere", Optional.empty(),
                Duration.ofMinutes(5), "o", "FR"))
                .hasMessageContaining("time-zone");
    }

    @Test
    void languagesHaveTheSameWords() {
        assertThat(Language.FRENCH.words().keySet()).isEqualTo(Language.ENGLISH.words().keySet()).isNotEmpty();
    }
}

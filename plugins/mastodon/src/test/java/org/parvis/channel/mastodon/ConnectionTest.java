package org.parvis.channel.mastodon;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.parvis.channel.Fault;
import org.parvis.channel.testkit.RecordedFinding;

import static org.assertj.core.api.Assertions.assertThat;

/** What the test of an account finds out. */
class ConnectionTest {

    private final FakeMastodon server = new FakeMastodon();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theAccountIsNamed() throws Exception {
        List<RecordedFinding> found = test(FakeMastodon.TOKEN);

        assertThat(found).extracting(RecordedFinding::step).containsExactly("server-reached", "token-accepted");
        assertThat(found.getLast().detail()).isEqualTo("@desk@" + FakeMastodon.DOMAIN);
        assertThat(found).allMatch(RecordedFinding::good);
    }

    @Test
    void aWrongTokenIsNotTakenForAServerThatIsAway() throws Exception {
        assertThat(codes(test("another-token"))).containsExactly("server-reached", "token-accepted NOT_AUTHORISED");
    }

    @Test
    void aServerOfSomethingElseIsTold() throws Exception {
        server.answerNext("GET /api/v2/instance", new FakeMastodon.Canned(404, Map.of(), "<h1>Not here</h1>"));
        server.answerNext("GET /api/v1/accounts/verify_credentials", new FakeMastodon.Canned(404, Map.of(), "<h1>Not here</h1>"));

        assertThat(codes(test(FakeMastodon.TOKEN))).containsExactly("server-reached", "token-accepted NO_API");
    }

    @Test
    void aServerThatIsAwayAndOneThatSendsUsElsewhereAreTold() throws Exception {
        server.answerNext("GET /api/v2/instance", new FakeMastodon.Canned(301, Map.of("Location", "https://elsewhere.example"), ""));
        assertThat(codes(test(FakeMastodon.TOKEN))).containsExactly("server-reached MOVED");
        server.cut();
        assertThat(codes(test(FakeMastodon.TOKEN))).containsExactly("server-reached NO_ANSWER");
    }

    private List<RecordedFinding> test(String token) throws Exception {
        return RecordedFinding.of(new MastodonPlugin(),
                Configurations.of(server.address(), token, MastodonConfiguration.Streaming.OFF, Duration.ofSeconds(1)));
    }

    private static List<String> codes(List<RecordedFinding> found) {
        return found.stream().map(finding -> finding.step() + finding.fault().map(Fault::code).map(code -> " " + code).orElse("")).toList();
    }
}

package org.parvis.gateway.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.gateway.access.Role;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.http.TestWeb.Caller;
import org.parvis.gateway.http.wire.Limits;

import static org.assertj.core.api.Assertions.assertThat;

/** What no proper client sends, by hand. */
class RawRequestTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final int PATIENCE_MILLIS = 40_000;

    private static TestWeb web;
    private static Caller agent;

    @BeforeAll
    static void start() throws Exception {
        web = DATABASE.closing(new TestWeb(DATABASE));
        agent = web.browser(Role.AGENT);
    }

    @Test
    void nonsenseIsAnsweredWith400() throws Exception {
        assertThat(answer("NONSENSE\r\n\r\n")).startsWith("HTTP/1.").contains(" 400 ").contains("application/problem+json");
        assertThat(answer("GET /health/live HTTP/1.1\r\nHost: x\r\nBad Header: y\r\n\r\n")).startsWith("HTTP/1.").contains(" 400 ");
        assertThat(answer("POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n")).startsWith("HTTP/1.")
                .contains(" 400 ");
        assertThat(answer("POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n")).startsWith("HTTP/1.")
                .contains(" 400 ");
    }

    @Test
    void twoLengthsAreRefused() throws Exception {
        String request = "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n";

        // RFC 9112, section 6.3: what could be read in two ways is answered once, and the connection closed.
        assertThat(answer(request).split("HTTP/1.1 ", -1)).hasSize(2);
    }

    @Test
    void anAddressThatIsTooLongIsAnsweredWith414() throws Exception {
        assertThat(answer("GET /" + "x".repeat(Limits.REQUEST_LINE_BYTES) + " HTTP/1.1\r\nHost: x\r\n\r\n")).contains(" 414 ")
                .contains("application/problem+json");
    }

    @Test
    void headersThatAreTooLongAreAnsweredWith431() throws Exception {
        assertThat(answer("GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + "x".repeat(Limits.HEADER_BYTES) + "\r\n\r\n")).contains(" 431 ");
    }

    @Test
    void aTargetThatIsNoPathIsRefused() throws Exception {
        assertThat(answer("GET /%c0%ae%c0%ae/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.").contains(" 400 ");
        assertThat(answer("GET /?q=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.").contains(" 400 ");
        assertThat(answer("GET * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 4");
    }

    @Test
    void aBodyAnnouncedTooLargeIsRefusedBeforeItIsSent() throws Exception {
        String head = "POST /api/v1/attachments?name=a HTTP/1.1\r\nHost: x\r\nIdempotency-Key: k\r\nContent-Length: 999999999\r\n"
                + credentials() + "\r\n";

        assertThat(answer(head)).startsWith("HTTP/1.1 413").containsIgnoringCase("connection: close");
    }

    @Test
    void aStrangersBodyIsNotWaitedFor() throws Exception {
        String head = "POST /api/v1/attachments?name=a HTTP/1.1\r\nHost: x\r\nIdempotency-Key: k\r\nContent-Length: 1000000\r\n\r\n";

        assertThat(answer(head)).startsWith("HTTP/1.1 401").containsIgnoringCase("connection: close");
    }

    @Test
    void aChunkedBodyIsCutOffAtItsLimit() throws Exception {
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        String request = "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                + chunk.repeat(10) + "0\r\n\r\n";

        assertThat(answer(request)).startsWith("HTTP/1.1 413");
    }

    @Test
    void aBodyThatComesTooSlowlyIsGivenUp() throws Exception {
        String head = "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{";

        assertThat(answer(head)).startsWith("HTTP/1.1 408");
    }

    @Test
    void aConnectionThatSendsNoRequestIsClosed() throws Exception {
        assertThat(answer("GET / HT")).isEmpty();
    }

    @Test
    void aConnectionServesTheNextRequestAfterARefusedOne() throws Exception {
        String request = "POST /nothing HTTP/1.1\r\nHost: x\r\n\r\nGET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

        assertThat(answer(request)).startsWith("HTTP/1.1 404").contains("HTTP/1.1 200");
    }

    private static String credentials() {
        StringBuilder lines = new StringBuilder();
        agent.credentials().forEach((name, value) -> lines.append(name).append(": ").append(value).append("\r\n"));
        return lines.toString();
    }

    /** All that comes back until the connection is closed. */
    private static String answer(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), web.port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return read(socket.getInputStream());
        }
    }

    private static String read(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
}

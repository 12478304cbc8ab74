package org.parvis.channel.email.mime;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.parvis.channel.InboundEvent;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever arrives, the reader answers with at least one event and never throws. */
class ArbitraryBytesTest {

    private final MailReader reader = new MailReader("bonjour@saint-exemple.example", 25 * 1024 * 1024);

    @Property(tries = 500)
    void anyBytesBecomeAnEvent(@ForAll byte[] bytes) {
        assertThat(read(bytes)).isNotEmpty();
    }

    @Property(tries = 2000)
    void anythingMadeOfMailsOwnPiecesBecomesAnEvent(@ForAll("pieces") String source) {
        byte[] bytes = source.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(read(bytes)).isNotEmpty();
        assertThat(read(bytes).getFirst().id()).isEqualTo(read(bytes).getFirst().id());
    }

    @Provide
    Arbitrary<String> pieces() {
        Arbitrary<String> known = Arbitraries.of("From: ", "<a@b.example>", "Subject: =?utf-8?B?", "=?x?Q?=C3?=", "?=", "\r\n", "\n", "\r",
                "\r\n\r\n",
                "Content-Type: multipart/mixed; boundary=b", "Content-Type: multipart/report; boundary=\"b\"",
                "Content-Type: text/html; charset=utf-16",
                "Content-Type: text/plain; format=flowed; delsp=yes", "Content-Type: message/delivery-status",
                "Content-Type: message/rfc822",
                "Content-Type: text/calendar", "Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: quoted-printable",
                "Content-Transfer-Encoding: x-uuencode", "begin 644 a", "--b", "--b--", "=C3=", "====", "name*0*=utf-8''%", "filename=\"",
                "Message-ID: <x@y>",
                "References: <", "Date: ", "Action: failed", "Original-Message-ID: <parvis.00000000000000000000000000000000@a.example>",
                ";", "\"", "\\", "(", ":", "\u0000",
                "\u00FF", "<div><blockquote>", "> ", "-- ", "On 1 wrote:", "From: a\nSent: b\nTo: c");
        return Arbitraries.oneOf(known, Arbitraries.strings().all().ofMaxLength(8)).list().ofMaxSize(60)
                .map(pieces -> String.join("", pieces));
    }

    private List<InboundEvent> read(byte[] bytes) {
        return reader
                .read(new RawMail(bytes, true, bytes.length, Instant.parse("2026-09-15T08:00:00Z"), "INBOX, message 1", Optional.empty()));
    }
}

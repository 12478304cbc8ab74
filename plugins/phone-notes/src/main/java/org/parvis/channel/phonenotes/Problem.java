package org.parvis.channel.phonenotes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.parvis.channel.Bytes;
import org.parvis.channel.Response;

/** An answer that says what was wrong, where, and what would be right (RFC 9457). */
record Problem(int status, String title, String detail, List<Mistake> mistakes) {

    /** @param field a member of the body, or the name of a header or parameter */
    record Mistake(String field, String detail) {
    }

    static Problem of(int status, String title, String detail) {
        return new Problem(status, title, detail, List.of());
    }

    static Problem of(int status, String title, Language language, List<Mistake> mistakes) {
        return new Problem(status, title, language.say("problem.detail", mistakes.size()), mistakes);
    }

    Response response() {
        var errors = mistakes.stream().map(mistake -> Map.of("field", mistake.field(), "detail", mistake.detail())).toList();
        var members = new LinkedHashMap<String, Object>();
        members.put("type", "about:blank");
        members.put("title", title);
        members.put("status", status);
        members.put("detail", detail);
        if (!errors.isEmpty()) {
            members.put("errors", errors);
        }
        return new Response(status, Map.of("content-type", "application/problem+json", "cache-control", "no-store"),
                Bytes.utf8(Json.write(members)));
    }
}

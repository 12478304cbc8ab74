package org.parvis.gateway.desk;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An answer that is written often.
 *
 * @param code      what agents type to find it: lower case letters, figures and hyphens; no two that are offered have the same
 * @param french    the text in French; there is one in at least one language
 * @param english   the text in English
 * @param team      the team that it is offered to; absent: all
 * @param updatedBy who changed it last; absent: whoever installed it
 */
public record CannedAnswer(UUID id, String code, String title, Optional<String> french, Optional<String> english, Optional<UUID> team,
        boolean archived, long version, Optional<UUID> updatedBy, Instant updatedAt) {

    /** What a lead writes. */
    public record Words(String code, String title, Optional<String> french, Optional<String> english, Optional<UUID> team) {

        static final int MAXIMUM_CODE = 40;
        static final int MAXIMUM_TITLE = 100;
        static final int MAXIMUM_TEXT = 10_000;

        /** @throws Refusal when it cannot be kept like this */
        void check() {
            if (code.length() > MAXIMUM_CODE || !code.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
                throw Refusal.invalid("code", "malformed",
                        "A code has 1 to " + MAXIMUM_CODE + " lower case letters without accents, figures and hyphens.");
            }
            if (title.isBlank() || title.length() > MAXIMUM_TITLE) {
                throw Refusal.invalid("title", "malformed", "A title has 1 to " + MAXIMUM_TITLE + " characters.");
            }
            if (french.isEmpty() && english.isEmpty()) {
                throw Refusal.invalid("french", "empty", "There is a text in at least one language.");
            }
            checkText("french", french);
            checkText("english", english);
        }

        private static void checkText(String field, Optional<String> text) {
            if (text.filter(words -> words.isBlank() || words.length() > MAXIMUM_TEXT).isPresent()) {
                throw Refusal.invalid(field, "malformed", "A text has 1 to " + MAXIMUM_TEXT + " characters.");
            }
        }
    }
}

package org.parvis.channel.webform;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.parvis.channel.Attachment;
import org.parvis.channel.Request;

/**
 * What somebody answered, and what is wrong with it.
 *
 * @param typed by field; what was typed is kept whatever is wrong with it
 * @param files those that can be taken
 * @param filesSent how many the browser sent; they cannot be put back into a form
 */
record Answers(Map<String, String> typed, List<Attachment> files, int filesSent, List<Problem> problems) {

    static final Answers NONE = new Answers(Map.of(), List.of(), 0, List.of());

    /** @param field where it is to be mended */
    record Problem(String field, String words) {
    }

    static Answers read(Request request, List<Field> fields, Checks checks) {
        var typed = new LinkedHashMap<String, String>();
        var problems = new ArrayList<Problem>();
        for (Field field : fields) {
            String words = clean(field, request.form(field.name()).orElse(""));
            typed.put(field.name(), words);
            checks.problem(field, words).map(problem -> new Problem(field.name(), problem)).ifPresent(problems::add);
        }
        Checks.Files files = checks.files(request);
        problems.addAll(files.problems());
        return new Answers(Map.copyOf(typed), files.taken(), files.sent(), List.copyOf(problems));
    }

    String typed(String field) {
        return typed.getOrDefault(field, "");
    }

    Optional<String> answered(String field) {
        return Optional.of(typed(field)).filter(words -> !words.isEmpty());
    }

    Optional<String> problem(String field) {
        return problems.stream().filter(problem -> problem.field().equals(field)).map(Problem::words).findFirst();
    }

    Answers with(Problem problem) {
        var more = new ArrayList<>(problems);
        more.add(problem);
        return new Answers(typed, files, filesSent, List.copyOf(more));
    }

    /** The same for the same words and files: a form that is sent twice says the same twice. */
    String digest(List<Field> fields) {
        MessageDigest digest = sha256();
        for (Field field : fields) {
            part(digest, field.name().getBytes(StandardCharsets.UTF_8));
            part(digest, typed(field.name()).getBytes(StandardCharsets.UTF_8));
        }
        for (Attachment file : files) {
            part(digest, file.bytes().toArray());
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
    }

    /** Lengths keep one part from passing for the end of another. */
    private static void part(MessageDigest digest, byte[] bytes) {
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** Browsers end lines with CR LF (HTML Standard, 4.10.22.4); other control characters have no place in a message. */
    static String clean(Field field, String typed) {
        String lines = typed.replace("\r\n", "\n").replace('\r', '\n');
        boolean several = field.kind() == Field.Kind.LINES;
        var clean = new StringBuilder(lines.length());
        lines.codePoints().map(c -> c == '\n' && !several ? ' ' : c)
                .filter(c -> c == '\n' || c == '\t'
                        || (Character.getType(c) != Character.CONTROL && Character.getType(c) != Character.SURROGATE))
                .forEach(clean::appendCodePoint);
        return clean.toString().strip();
    }
}

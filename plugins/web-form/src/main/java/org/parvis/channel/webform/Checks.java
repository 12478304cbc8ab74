package org.parvis.channel.webform;

import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

import org.parvis.channel.Attachment;
import org.parvis.channel.Request;

/** What can be wrong with an answer, said in the person's language: what is wrong, and what would be right. */
record Checks(WebFormConfiguration configuration, Language language) {

    private static final int MAXIMUM_LOCAL_PART = 64;
    private static final int MAXIMUM_FILE_NAME = 120;
    /**
     * The dot-atom of RFC 5322, section 3.2.3. Quoted local parts exist, but nobody has one; those with other letters (RFC 6532) most servers
     * refuse, and so does our e-mail channel.
     */
    private static final Pattern LOCAL_PART = Pattern
            .compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern ASCII = Pattern.compile("\\p{ASCII}*");
    private static final Pattern DOMAIN = Pattern
            .compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])");

    /** @param sent how many there were, good and bad */
    record Files(List<Attachment> taken, int sent, List<Answers.Problem> problems) {
    }

    Optional<String> problem(Field field, String words) {
        if (words.isEmpty()) {
            return field.required()
                    ? Optional.of(language.say("error.required." + (field.kind() == Field.Kind.CHOICE ? "choice" : "words"), field.label()))
                    : Optional.empty();
        }
        if (words.length() > field.maximum()) {
            return Optional.of(language.say("error.long", field.label(), number(field.maximum()), number(words.length())));
        }
        return switch (field.kind()) {
            case LINE, LINES -> Optional.empty();
            case CHOICE -> field.choices().stream().anyMatch(choice -> choice.value().equals(words))
                    ? Optional.empty()
                    : Optional.of(language.say("error.required.choice", field.label()));
            case EMAIL -> email(words).isPresent() ? Optional.empty() : Optional.of(language.say(emailProblem(words)));
            case PHONE -> phone(words).isPresent() ? Optional.empty() : Optional.of(language.say("error.phone"));
        };
    }

    /** The address in canonical form: in lower case, its domain in ASCII (RFC 5891). */
    static Optional<String> email(String words) {
        int at = words.lastIndexOf('@');
        if (at < 1 || at > MAXIMUM_LOCAL_PART || !LOCAL_PART.matcher(words.substring(0, at)).matches()) {
            return Optional.empty();
        }
        try {
            String domain = IDN.toASCII(words.substring(at + 1), IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
            return DOMAIN.matcher(domain).matches()
                    ? Optional.of(words.substring(0, at).toLowerCase(Locale.ROOT) + "@" + domain)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            // Not a name that the domain name system can hold
            return Optional.empty();
        }
    }

    /** An accent before the @ is the one mistake that cannot be seen by the form of a right address. */
    private static String emailProblem(String words) {
        int at = words.lastIndexOf('@');
        return at > 0 && !ASCII.matcher(words.substring(0, at)).matches() ? "error.email.letters" : "error.email";
    }

    /** The number in E.164. */
    Optional<String> phone(String words) {
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        try {
            PhoneNumber number = numbers.parse(words, configuration.defaultRegion());
            return numbers.isPossibleNumber(number) ? Optional.of(numbers.format(number, PhoneNumberFormat.E164)) : Optional.empty();
        } catch (NumberParseException e) {
            // The caller says what would be right
            return Optional.empty();
        }
    }

    Files files(Request request) {
        List<Attachment> sent = request.files().stream().filter(file -> file.field().equals(Field.FILES)).map(Request.File::attachment)
                // What browsers send when no file was chosen
                .filter(file -> !(file.name().isBlank() && file.bytes().size() == 0)).toList();
        var taken = new ArrayList<Attachment>();
        var problems = new ArrayList<Answers.Problem>();
        if (sent.size() > configuration.attachmentsCount()) {
            problems.add(new Answers.Problem(Field.FILES, language.say("error.files.many", configuration.attachmentsCount(), sent.size())));
            return new Files(List.of(), sent.size(), problems);
        }
        for (Attachment file : sent) {
            String name = name(file.name());
            Optional<FileKind> kind = FileKind.of(name, file.bytes().toArray());
            Optional<String> problem = problem(name, file, kind);
            if (problem.isPresent()) {
                problems.add(new Answers.Problem(Field.FILES, problem.get()));
                continue;
            }
            kind.ifPresent(known -> taken.add(Attachment.of(known.matches(name) ? name : name + "." + known.extensions().getFirst(),
                    known.mediaType(), file.bytes())));
        }
        return new Files(taken, sent.size(), problems);
    }

    private Optional<String> problem(String name, Attachment file, Optional<FileKind> kind) {
        if (file.bytes().size() == 0) {
            return Optional.of(language.say("error.file.empty", name));
        }
        if (file.bytes().size() > configuration.attachmentsBytes()) {
            return Optional.of(language.say("error.file.large", name, size(file.bytes().size()), size(configuration.attachmentsBytes())));
        }
        if (kind.isEmpty() || !configuration.fileKinds().contains(kind.get()) || contradicts(file.mediaType(), kind.get())) {
            return Optional.of(language.say("error.file.kind", name, kinds()));
        }
        return Optional.empty();
    }

    /** Whether the browser stated another kind of picture or document than the bytes show. Browsers that do not know say octet-stream or nothing. */
    private static boolean contradicts(String stated, FileKind kind) {
        String type = stated.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        for (FileKind other : FileKind.values()) {
            if (other != kind && other != FileKind.TEXT && other.mediaType().equals(type)) {
                return true;
            }
        }
        return false;
    }

    /** Without folders, control characters and characters that turn the direction of writing (UAX 9), and not longer than any system bears. */
    static String name(String stated) {
        String last = stated.substring(Math.max(stated.lastIndexOf('/'), stated.lastIndexOf('\\')) + 1);
        String clean = last.codePoints()
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT
                        && Character.getType(c) != Character.SURROGATE)
                .limit(MAXIMUM_FILE_NAME).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString()
                .strip();
        return clean.isEmpty() || clean.chars().allMatch(c -> c == '.') ? "document" : clean;
    }

    String kinds() {
        return configuration.fileKinds().stream().sorted().map(kind -> kind == FileKind.TEXT ? language.say("files.text") : kind.name())
                .collect(Collectors.joining(", "));
    }

    /** In the unit that people know. */
    String size(long bytes) {
        if (bytes < 1_000_000) {
            return language.say("size.kilo", number(Math.max(1, Math.round(bytes / 1000.0))));
        }
        return language.say("size.mega", String.format(language.locale(), "%.1f", bytes / 1_000_000.0).replaceFirst("[.,]0$", ""));
    }

    private String number(long value) {
        return String.format(language.locale(), "%,d", value);
    }
}

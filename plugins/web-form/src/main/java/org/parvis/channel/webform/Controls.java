package org.parvis.channel.webform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.parvis.channel.webform.Answers.Problem;

/** The parts of a form: every control with its label, its hint and its problem tied to it. */
record Controls(Language language, Answers answers, WebFormConfiguration configuration) {

    /** Says first what is wrong, with links to where it can be mended; the browser puts the focus on it. */
    Html summary(Optional<String> notice) {
        if (answers.problems().isEmpty()) {
            return notice.map(words -> Html.of("""
                    <div class="box heed" role="alert" tabindex="-1" autofocus id="summary"><h2>{}</h2><p>{}</p></div>
                    """, language.say("errors.title"), words)).orElse(Html.NONE);
        }
        List<Html> links = answers.problems().stream()
                .map(problem -> Html.of("<li><a href=\"#{}\">{}</a></li>", problem.field(), problem.words())).toList();
        String count = links.size() == 1 ? language.say("errors.one") : language.say("errors.many", links.size());
        return Html.of("""
                <div class="box wrongs" role="alert" tabindex="-1" autofocus id="summary"><h2>{}</h2>{}<p>{}</p><ul>{}</ul></div>
                """, language.say("errors.title"), notice.map(words -> Html.of("<p>{}</p>", words)), count, Html.join(links));
    }

    Html fields(List<Field> fields) {
        return Html.join(fields.stream().map(this::field).toList());
    }

    private Html field(Field field) {
        Optional<String> problem = answers.problem(field.name());
        Html described = described(field.name(), field.hint().isPresent(), problem.isPresent());
        return Html.of("""
                <div class="field{}"><label for="{}">{}{}</label>
                {}{}{}</div>
                """, problem.isPresent() ? " wrong" : "", field.name(), field.label(), optional(field.required()),
                hint(field.name(), field.hint()), error(field.name(), problem),
                control(field, described));
    }

    private Html control(Field field, Html described) {
        String typed = answers.typed(field.name());
        Html common = Html.of("id=\"{}\" name=\"{}\" autocomplete=\"{}\"{}{}", field.name(), field.name(), field.autocomplete(),
                Html.when(field.required(), " required"),
                described);
        return switch (field.kind()) {
            case LINE -> Html.of("<input type=\"text\" {} value=\"{}\">", common, typed);
            case EMAIL -> Html.of("<input type=\"email\" inputmode=\"email\" spellcheck=\"false\" {} value=\"{}\">", common, typed);
            case PHONE -> Html.of("<input type=\"tel\" inputmode=\"tel\" {} value=\"{}\">", common, typed);
            // A parser drops the first line feed of a textarea (HTML Standard, 13.1.2.5)
            case LINES -> Html.of("<textarea rows=\"6\" {}>\n{}</textarea>", common, typed);
            case CHOICE -> Html.of("<select {}>{}</select>", common, options(field, typed));
        };
    }

    private Html options(Field field, String typed) {
        var options = new ArrayList<Html>();
        options.add(Html.of("<option value=\"\">{}</option>", language.say("choose")));
        for (Field.Choice choice : field.choices()) {
            options.add(Html.of("<option value=\"{}\"{}>{}</option>", choice.value(), Html.when(choice.value().equals(typed), " selected"),
                    choice.label()));
        }
        return Html.join(options);
    }

    Html files() {
        int count = configuration.attachmentsCount();
        if (count == 0) {
            return Html.NONE;
        }
        var checks = new Checks(configuration, language);
        String hint = language.say(count == 1 ? "files.hint.one" : "files.hint", count, checks.size(configuration.attachmentsBytes()),
                checks.kinds());
        List<String> problems = answers.problems().stream().filter(problem -> problem.field().equals(Field.FILES)).map(Problem::words)
                .toList();
        Optional<String> words = problems.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", problems));
        Optional<String> again = answers.filesSent() > 0 ? Optional.of(language.say("files.again")) : Optional.empty();
        return Html.of("""
                <div class="field{}"><label for="files">{}{}</label>
                {}{}{}<input type="file" id="files" name="files"{} accept="{}"{}></div>
                """, words.isPresent() ? " wrong" : "", language.say("files"), optional(false), hint(Field.FILES, Optional.of(hint)),
                error(Field.FILES, words),
                again.map(text -> Html.of("<p class=\"error\" id=\"files-again\">{}</p>", text)), Html.when(count > 1, " multiple"),
                accept(),
                describedFiles(words.isPresent(), again.isPresent()));
    }

    private String accept() {
        return String.join(",", configuration.fileKinds().stream().sorted().flatMap(kind -> kind.extensions().stream())
                .map(extension -> "." + extension).toList());
    }

    /** A program fills in what a person does not see; a person whose browser filled it in is told so. */
    Html trap() {
        return Html.of("""
                <div class="trap" aria-hidden="true"><label for="website">{}</label><input type="text" id="website" name="website" tabindex="-1" autocomplete="off"></div>
                """, language.say("trap"));
    }

    private Html optional(boolean required) {
        return Html.when(!required, " <span class=\"optional\">({})</span>", language.say("optional"));
    }

    private static Html hint(String field, Optional<String> hint) {
        return hint.map(words -> Html.of("<p class=\"hint\" id=\"{}-hint\">{}</p>\n", field, words)).orElse(Html.NONE);
    }

    private static Html error(String field, Optional<String> problem) {
        return problem.map(words -> Html.of("<p class=\"error\" id=\"{}-error\">{}</p>\n", field, words)).orElse(Html.NONE);
    }

    private static Html described(String field, boolean hint, boolean problem) {
        if (!hint && !problem) {
            return Html.NONE;
        }
        String ids = ((hint ? field + "-hint " : "") + (problem ? field + "-error" : "")).strip();
        return Html.of(" aria-describedby=\"{}\"{}", ids, Html.when(problem, " aria-invalid=\"true\""));
    }

    private static Html describedFiles(boolean problem, boolean again) {
        return Html.of(" aria-describedby=\"files-hint{}{}\"{}", problem ? " files-error" : "", again ? " files-again" : "",
                Html.when(problem, " aria-invalid=\"true\""));
    }
}

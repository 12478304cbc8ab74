package org.parvis.channel.email.reply;

import java.util.List;

import org.parvis.channel.Content.Fold;

/** What a reader sees before unfolding anything. */
final class Visible {

    private Visible() {
    }

    static String of(String text) {
        List<Fold> folds = Folding.of(text);
        StringBuilder visible = new StringBuilder();
        int reached = 0;
        for (Fold fold : folds) {
            visible.append(text, reached, fold.start());
            reached = fold.end();
        }
        return visible.append(text.substring(reached)).toString().strip();
    }

    static String words(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}

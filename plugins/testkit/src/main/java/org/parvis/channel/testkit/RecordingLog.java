package org.parvis.channel.testkit;

import java.text.MessageFormat;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

/** A log that is kept, so that a test can see what is in it and what must not be. Every level is on. */
public final class RecordingLog implements System.Logger {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    /** Each line with its level first, and the messages of its exception and of that one's causes last. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public String getName() {
        return "test";
    }

    @Override
    public boolean isLoggable(Level level) {
        return true;
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
        var line = new StringBuilder(level.getName()).append(' ').append(message);
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            line.append(" | ").append(cause);
        }
        lines.add(line.toString());
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object @Nullable... parameters) {
        boolean plain = format == null || parameters == null || parameters.length == 0;
        lines.add(level.getName() + " " + (plain ? format : MessageFormat.format(format, parameters)));
    }
}

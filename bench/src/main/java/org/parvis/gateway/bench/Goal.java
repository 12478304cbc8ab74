package org.parvis.gateway.bench;

import java.util.Locale;
import java.util.Optional;

/** What a figure should be. */
sealed interface Goal {

    /** At least so much. */
    record AtLeast(double value) implements Goal {
    }

    /** At most so much. */
    record AtMost(double value) implements Goal {
    }

    /** At least so many times what stands beside it. */
    record RatioAtLeast(double value) implements Goal {
    }

    /** At most so many times what stands beside it. */
    record RatioAtMost(double value) implements Goal {
    }

    default boolean met(double value, Optional<Double> ratio) {
        return switch (this) {
            case AtLeast(double least) -> value >= least;
            case AtMost(double most) -> value <= most;
            case RatioAtLeast(double least) -> ratio.filter(actual -> actual >= least).isPresent();
            case RatioAtMost(double most) -> ratio.filter(actual -> actual <= most).isPresent();
        };
    }

    default String text() {
        return switch (this) {
            case AtLeast(double least) -> "≥ " + number(least);
            case AtMost(double most) -> "≤ " + number(most);
            case RatioAtLeast(double least) -> "ratio ≥ " + number(least);
            case RatioAtMost(double most) -> "ratio ≤ " + number(most);
        };
    }

    /** Three significant digits or so. */
    static String number(double value) {
        if (value >= 100 || value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
    }
}

package org.parvis.channel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one setting, on a component of a configuration record. Binding, validation, the form at the desk and the reference page all come
 * from it.
 *
 * <p>Component types: {@code String}, {@code int}, {@code long}, {@code boolean}, {@link java.time.Duration} (as {@code 30s}, {@code 5m}, {@code 8h},
 * {@code 2d}), {@link java.net.URI}, {@link java.nio.file.Path}, an enum (in lower case with hyphens), a nested record, a {@code List} or an
 * {@code Optional} of these. The record's compact constructor checks what its types cannot, by {@link IllegalArgumentException}
 * with a message in English that begins with the key, such as {@code port is 1 to 65535}: configuration files are answered with it. The desk says {@code port/unfit} of the
 * plugin's words instead, as {@link ChannelPlugin} tells.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Key {

    /** The name in configuration files: lower-case letters, digits and hyphens. */
    String value();

    /** One or two sentences for the operator: what it does, its unit, an example. */
    String doc();

    /** The value when the key is absent; without it, and unless the type is {@code Optional} or {@code List}, the key is required. */
    String fallback() default "";

    /**
     * A secret is never logged nor shown. In a configuration file it may be given as {@code file:<path>}. At the desk it stays as it was until another one is typed, but only for
     * as long as the {@code host} or address beside it in its record stays: it is said to nobody else.
     */
    boolean secret() default false;

    /** Names that the key had before; they still work, with a warning. */
    String[] formerly() default {};
}

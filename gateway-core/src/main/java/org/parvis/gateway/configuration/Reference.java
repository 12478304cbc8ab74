package org.parvis.gateway.configuration;

import java.util.Map;

import org.parvis.gateway.configuration.Shape.Setting;

/** The reference page of the configuration, made from the records that read it. */
public final class Reference {

    private Reference() {
    }

    /**
     * Markdown.
     *
     * @param channels the settings of each type of channel
     */
    public static String markdown(Map<String, Class<? extends Record>> channels) {
        StringBuilder page = new StringBuilder("""
                # Configuration reference

                Every key of `parvis.yaml`. A path is meant from where the file is. A variable overrides its key; secrets may be given as `file:<path>`.

                """);
        table(page, GatewayConfiguration.class, Source.Place.TOP);
        channels.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(channel -> {
            page.append("\n## Settings of a channel of type `").append(channel.getKey()).append("`\n\n");
            table(page, channel.getValue(), new Source.Place("", "PARVIS_CHANNELS_<ID>", 0));
        });
        return page.toString();
    }

    private static void table(StringBuilder page, Class<? extends Record> type, Source.Place top) {
        page.append("| Key | Value | Default | Variable | What it does |\n| --- | --- | --- | --- | --- |\n");
        rows(page, type, top);
    }

    private static void rows(StringBuilder page, Class<? extends Record> type, Source.Place around) {
        for (Setting setting : Shape.settings(type)) {
            Source.Place place = around.child(setting.name(), 0);
            row(page, setting, place);
            nested(page, setting.shape(), place);
        }
    }

    private static void nested(StringBuilder page, Shape shape, Source.Place place) {
        switch (shape) {
            case Shape.Nested(Class<? extends Record> type) -> rows(page, type, place);
            case Shape.Maybe(Shape of) -> nested(page, of, place);
            case Shape.Many(Shape of) -> nested(page, of, place.child("<id>", 0));
            case Shape.Scalar scalar -> {
            }
            case Shape.Texts texts -> {
            }
            case Shape.Deferred deferred -> {
            }
        }
    }

    private static void row(StringBuilder page, Setting setting, Source.Place place) {
        String fallback = setting.key().fallback();
        boolean required = fallback.isEmpty() && setting.shape() instanceof Shape.Scalar;
        page.append("| `")
                .append(place.path())
                .append("` | ")
                .append(cell(value(setting.shape())))
                .append(setting.key().secret() ? ", secret" : "")
                .append(" | ")
                .append(required ? "required" : fallback.isEmpty() ? "" : "`" + cell(fallback) + "`")
                .append(" | ")
                .append(scalar(setting.shape()) ? "`" + place.variable() + "`" : "")
                .append(" | ")
                .append(cell(setting.key().doc()))
                .append(" |\n");
    }

    private static boolean scalar(Shape shape) {
        return switch (shape) {
            case Shape.Scalar scalar -> true;
            case Shape.Maybe(Shape of) -> scalar(of);
            case Shape.Many(Shape of) -> scalar(of);
            case Shape.Nested nested -> false;
            case Shape.Texts texts -> false;
            case Shape.Deferred deferred -> false;
        };
    }

    private static String value(Shape shape) {
        return switch (shape) {
            case Shape.Scalar(Class<?> type) -> Scalars.allowed(type);
            case Shape.Maybe(Shape of) -> value(of);
            case Shape.Many(Shape of) -> "a list; each: " + value(of);
            case Shape.Nested nested -> "keys";
            case Shape.Texts texts -> "texts by name";
            case Shape.Deferred deferred -> "keys that the channel's type names";
        };
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;");
    }
}

package org.parvis.gateway.http.pages;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.parvis.gateway.http.api.Contract;
import org.parvis.gateway.http.api.Contract.Operation;
import org.parvis.gateway.http.wire.Answer;
import org.parvis.gateway.http.wire.Endpoint;

/** The contract for people: every operation with what it takes and gives, made from {@code openapi.yaml} at start. */
final class ApiPage {

    private static final String STYLE = """
            :root{color-scheme:light dark;background:light-dark(#fff,#121212);color:light-dark(#111,#eee);--quiet:light-dark(#555,#aaa);--line:light-dark(#ddd,#444);--accent:light-dark(#0b57a4,#8bbcf5)}
            body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}h2{margin-top:2.5rem;border-bottom:1px solid var(--line)}
            h3{margin:1.5rem 0 .25rem;font-size:1rem}code,pre{font:.9em ui-monospace,monospace}pre{white-space:pre-wrap}a{color:var(--accent)}
            table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;border-bottom:1px solid var(--line)}
            .method{font-weight:600;margin-right:.5rem}.quiet{color:var(--quiet)}
            """;

    private final Contract contract;
    private final String page;

    ApiPage(Contract contract) {
        this.contract = contract;
        this.page = render();
    }

    List<Endpoint> endpoints() {
        String policy = "default-src 'none'; style-src 'sha256-" + DeskPages.sha256(STYLE)
                + "'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
        return List.of(
                Endpoint.get("/api", call -> Answer.text(200, "text/html", page).with(Map.of("content-security-policy", policy))),
                Endpoint.get(Contract.PREFIX + "/openapi.yaml", call -> Answer.text(200, "application/yaml", contract.yaml())),
                Endpoint.get(Contract.PREFIX + "/openapi.json", call -> Answer.text(200, "application/json", contract.json())));
    }

    private String render() {
        Contract.Document document = contract.document();
        StringBuilder html = new StringBuilder(
                "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">")
                .append("<title>Parvis API</title><style>").append(STYLE)
                .append("</style></head><body><main><h1>Parvis API</h1><p><a href=\"")
                .append(Contract.PREFIX).append("/openapi.yaml\">openapi.yaml</a> is the contract, <a href=\"").append(Contract.PREFIX)
                .append("/openapi.json\">openapi.json</a> the same for programs; this page is made from it.</p>");
        document.map(document.root(), "info").ifPresent(info -> paragraphs(html, String.valueOf(info.get("description"))));
        Set<String> tags = new LinkedHashSet<>();
        contract.operations().forEach(operation -> tags.add(operation.tag()));
        for (String tag : tags) {
            html.append("<h2>").append(escape(tag)).append("</h2>");
            contract.operations().stream().filter(operation -> operation.tag().equals(tag))
                    .forEach(operation -> operation(html, operation));
        }
        html.append("<h2>schemas</h2>");
        document.map(document.root(), "components").flatMap(components -> document.map(components, "schemas")).orElse(Map.of())
                .forEach((name, schema) -> schema(html, name, Contract.Document.asMap(schema).orElseThrow()));
        return html.append("</main></body></html>\n").toString();
    }

    private void operation(StringBuilder html, Operation operation) {
        html.append("<h3 id=\"").append(escape(operation.id())).append("\"><span class=\"method\">").append(operation.method())
                .append("</span><code>")
                .append(escape(Contract.PREFIX + operation.path())).append("</code></h3><p>").append(marked(operation.summary()))
                .append("</p>");
        operation.description().ifPresent(description -> paragraphs(html, description));
        if (!operation.parameters().isEmpty()) {
            html.append(
                    "<table><thead><tr><th scope=\"col\">Parameter</th><th scope=\"col\">In</th><th scope=\"col\">Value</th></tr></thead><tbody>");
            operation.parameters()
                    .forEach(parameter -> html.append("<tr><td><code>").append(escape(parameter.name())).append("</code></td><td>")
                            .append(escape(parameter.in())).append(parameter.required() ? ", required" : "").append("</td><td>")
                            .append(described(parameter.source().get("schema"))).append(note(parameter.source())).append("</td></tr>"));
            html.append("</tbody></table>");
        }
        Contract.Document document = contract.document();
        document.map(operation.source(), "requestBody").flatMap(body -> document.map(body, "content"))
                .ifPresent(content -> html.append("<p>Body: ").append(contents(content)).append("</p>"));
        html.append("<ul>");
        document.map(operation.source(), "responses").orElse(Map.of()).forEach((status, response) -> {
            Map<String, Object> resolved = document.resolve(Contract.Document.asMap(response).orElseThrow());
            html.append("<li><strong>").append(escape(status)).append("</strong> ")
                    .append(marked(String.valueOf(resolved.get("description"))));
            document.map(resolved, "content")
                    .ifPresent(content -> html.append(" <span class=\"quiet\">").append(contents(content)).append("</span>"));
            html.append("</li>");
        });
        html.append("</ul>");
    }

    private static String contents(Map<String, Object> content) {
        StringBuilder html = new StringBuilder();
        content.forEach((type, media) -> html.append("<code>").append(escape(type)).append("</code> ")
                .append(described(Contract.Document.asMap(media).orElse(Map.of()).get("schema"))));
        return html.toString();
    }

    private static void schema(StringBuilder html, String name, Map<String, Object> schema) {
        html.append("<h3 id=\"schema-").append(escape(name)).append("\">").append(escape(name)).append("</h3>").append(described(schema));
    }

    /** A schema in words: a link where it has a name, a table where it has properties. */
    private static String described(@Nullable Object node) {
        Map<String, Object> schema = Contract.Document.asMap(node).orElse(Map.of());
        if (schema.get("$ref") instanceof String reference) {
            String name = escape(reference.substring(reference.lastIndexOf('/') + 1));
            return "<a href=\"#schema-" + name + "\">" + name + "</a>";
        }
        if (schema.get("allOf") instanceof List<?> parts) {
            return String.join(" and ", parts.stream().map(ApiPage::described).toList());
        }
        if (schema.get("items") != null) {
            return "list of " + described(schema.get("items"));
        }
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            List<?> required = schema.get("required") instanceof List<?> names ? names : List.of();
            StringBuilder html = new StringBuilder("<table><tbody>");
            properties.forEach((name, property) -> html.append("<tr><td><code>").append(escape(String.valueOf(name))).append("</code>")
                    .append(required.contains(name) ? " <span class=\"quiet\">required</span>" : "").append("</td><td>")
                    .append(described(property))
                    .append(note(Contract.Document.asMap(property).orElse(Map.of()))).append("</td></tr>"));
            return html.append("</tbody></table>").toString();
        }
        StringBuilder words = new StringBuilder();
        for (String key : List.of("type", "enum", "format", "minLength", "maxLength", "minimum", "maximum", "default")) {
            Object value = schema.get(key);
            if (value != null) {
                words.append(words.isEmpty() ? "" : ", ").append(key.equals("type") || key.equals("format") ? "" : key + " ")
                        .append(escape(value.toString()));
            }
        }
        return words.toString();
    }

    private static String note(Map<String, Object> node) {
        return node.get("description") instanceof String text ? " <span class=\"quiet\">" + marked(text) + "</span>" : "";
    }

    private static void paragraphs(StringBuilder html, String text) {
        for (String paragraph : text.strip().split("\n\\s*\n")) {
            html.append("<p>").append(marked(paragraph)).append("</p>");
        }
    }

    /** The little of Markdown that the contract uses. */
    private static String marked(String text) {
        return escape(text).replaceAll("`([^`]+)`", "<code>$1</code>").replaceAll("\\*\\*([^*]+)\\*\\*", "<strong>$1</strong>");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}

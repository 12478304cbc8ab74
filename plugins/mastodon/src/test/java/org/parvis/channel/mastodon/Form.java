package org.parvis.channel.mastodon;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code application/x-www-form-urlencoded}, as a query or a body. */
final class Form {

    private Form() {
    }

    static Map<String, List<String>> parameters(String encoded) {
        var parameters = new LinkedHashMap<String, List<String>>();
        for (String pair : encoded.split("&")) {
            String[] halves = pair.split("=", 2);
            parameters.computeIfAbsent(URLDecoder.decode(halves[0], StandardCharsets.UTF_8), name -> new ArrayList<>())
                    .add(halves.length == 2 ? URLDecoder.decode(halves[1], StandardCharsets.UTF_8) : "");
        }
        return parameters;
    }
}

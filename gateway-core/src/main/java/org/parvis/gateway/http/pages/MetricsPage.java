package org.parvis.gateway.http.pages;

import java.util.List;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.buffer.Buffer;

import org.parvis.gateway.http.live.LiveChanges;
import org.parvis.gateway.http.wire.Answer;
import org.parvis.gateway.http.wire.Call;
import org.parvis.gateway.http.wire.Endpoint;
import org.parvis.gateway.http.wire.HttpSettings;
import org.parvis.gateway.http.wire.Problem;
import org.parvis.gateway.http.wire.Proxies;

/** What Prometheus reads. For the machine itself, and for the addresses that the operator named: figures tell a lot about a service. */
public final class MetricsPage {

    private static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry;
    private final Proxies allowed;

    public MetricsPage(PrometheusMeterRegistry registry, HttpSettings settings, LiveChanges live) {
        this.registry = registry;
        this.allowed = new Proxies(settings.metricsFrom());
        Gauge.builder("parvis.live.streams", live, LiveChanges::open).description("Open streams of live changes").register(registry);
    }

    public List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/metrics", this::metrics));
    }

    private Answer metrics(Call call) {
        if (!call.client().local() && !allowed.trusts(call.client().address())) {
            throw Problem.of(403, "Metrics are read from this machine, or from an address that the operator allowed.").exception();
        }
        return Answer.bytes(200, FORMAT, Buffer.buffer(registry.scrape()));
    }
}

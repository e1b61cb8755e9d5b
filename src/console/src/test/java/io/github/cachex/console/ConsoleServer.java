// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.console;

import com.sun.net.httpserver.HttpServer;
import io.github.cachex.Caches;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.common.MapBackedConfigSource;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.glassfish.hk2.api.TypeLiteral;
import org.glassfish.hk2.utilities.binding.AbstractBinder;
import org.glassfish.jersey.jdkhttp.JdkHttpHandlerContainerProvider;
import org.glassfish.jersey.server.ResourceConfig;
import org.jboss.weld.environment.se.Weld;
import org.jspecify.annotations.Nullable;

/** The console in a real JAX-RS runtime, over an application of a few beans, as long as a test needs it. */
final class ConsoleServer implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Map<String, String> configuration;
    private final Config config;
    private final SeContainer container;
    private final HttpServer server;

    private ConsoleServer(Map<String, String> configuration, Config config, SeContainer container, HttpServer server) {
        this.configuration = configuration;
        this.config = config;
        this.container = container;
        this.server = server;
    }

    /** Starts one with the filter, as a server that looks for classes finds it. */
    static ConsoleServer start(Map<String, String> configuration, Class<?>... beans) throws IOException {
        return of(List.of(ConsoleFilter.class, ConsoleResource.class), configuration, beans);
    }

    /** Starts one of the {@code registered} classes of ours. */
    static ConsoleServer of(List<Class<?>> registered, Map<String, String> configuration, Class<?>... beans)
            throws IOException {
        Map<String, String> all = new ConcurrentHashMap<>(configuration);
        all.putIfAbsent("cachex.console.enabled", "true");
        Config config =
                new SmallRyeConfigBuilder().withSources(new Changing(all)).build();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        ConfigProviderResolver resolver = ConfigProviderResolver.instance();
        resolver.releaseConfig(resolver.getConfig(loader));
        resolver.registerConfig(config, loader);
        Weld weld =
                new Weld().disableDiscovery().addBeanClasses(ConsoleStart.class).addBeanClasses(beans);
        SeContainer container;
        try {
            container = weld.addExtensions(new io.github.cachex.cdi.bootstrap.CachexExtension())
                    .initialize();
        } catch (RuntimeException e) {
            resolver.releaseConfig(config);
            throw e;
        }
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        ResourceConfig application = new ResourceConfig().register(Login.class).register(new Bound(container));
        registered.forEach(application::register);
        server.createContext(
                "/api/",
                new JdkHttpHandlerContainerProvider()
                        .createContainer(com.sun.net.httpserver.HttpHandler.class, application));
        server.start();
        return new ConsoleServer(all, config, container, server);
    }

    /** What tests configure while it runs. */
    private static final class Changing extends MapBackedConfigSource {
        private static final long serialVersionUID = 1L;

        Changing(Map<String, String> texts) {
            super("test", texts, 200);
        }
    }

    /** Gives the console the caches of the container. */
    private static final class Bound extends AbstractBinder {
        private final SeContainer container;

        Bound(SeContainer container) {
            this.container = container;
        }

        @Override
        protected void configure() {
            bind(container.select(Caches.class)).to(new TypeLiteral<Instance<Caches>>() {});
        }
    }

    /** Logs in whom the request names, in the roles that it names: the place of a server's own. */
    @PreMatching
    static final class Login implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            String user = request.getHeaderString("Test-User");
            request.setSecurityContext(new User(user, request.getHeaderString("Test-Role")));
        }
    }

    private record User(@Nullable String name, @Nullable String role) implements SecurityContext {
        @Override
        public @Nullable Principal getUserPrincipal() {
            return name == null || name.isEmpty() ? null : () -> name;
        }

        @Override
        public boolean isUserInRole(String asked) {
            return asked.equals(role);
        }

        @Override
        public boolean isSecure() {
            return false;
        }

        @Override
        public String getAuthenticationScheme() {
            return BASIC_AUTH;
        }
    }

    /** Configures {@code key} from now on. */
    void set(String key, String text) {
        configuration.put(key, text);
    }

    /** Returns the address of {@code path} of the console. */
    URI uri(String path) {
        return URI.create("http://" + host() + "/api/cachex" + path);
    }

    /** Returns host and port. */
    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Returns the bean of that type. */
    <T> T get(Class<T> type) {
        return container.select(type).get();
    }

    /** Asks as an administrator. */
    HttpResponse<String> read(String path) throws IOException, InterruptedException {
        return send(admin(path));
    }

    /** Returns a request of an administrator. */
    HttpRequest.Builder admin(String path) {
        return HttpRequest.newBuilder(uri(path)).header("Test-User", "alice").header("Test-Role", "cachex-admin");
    }

    /** Returns a change as the page of an administrator sends it. */
    HttpRequest.Builder change(String json) {
        String token = ConsoleToken.create();
        return admin("/invalidate")
                .header("Content-Type", "application/json")
                .header("Origin", "http://" + host())
                .header("Cookie", "cachex-console=" + token)
                .header(ConsoleToken.HEADER, token)
                .POST(BodyPublishers.ofString(json));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        server.stop(0);
        container.close();
        ConfigProviderResolver.instance().releaseConfig(config);
    }
}

package dev.marquetry.s3;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.sparkproject.jetty.client.api.Response;
import org.sparkproject.jetty.proxy.ProxyServlet;
import org.sparkproject.jetty.server.Server;
import org.sparkproject.jetty.server.ServerConnector;
import org.sparkproject.jetty.servlet.ServletContextHandler;
import org.sparkproject.jetty.servlet.ServletHolder;
import org.sparkproject.jetty.util.thread.QueuedThreadPool;

/**
 * An HTTP proxy before an S3 server, which writes down the requests, delays some and answers some with errors.
 *
 * <p>Bodies are streamed, not held. Listens on a free port of the loopback interface. Thread-safe.
 */
public final class FaultyProxy implements AutoCloseable {
    private static final Pattern ACCESS_KEY = Pattern.compile("Credential=([^/]*)/");

    private final URI target;
    private final Server server;
    private final ServerConnector connector;
    private final Queue<S3Request> requests = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingReads = new AtomicInteger();
    private final AtomicInteger mostWaitingReads = new AtomicInteger();
    private volatile Function<S3Request, Duration> delay = request -> Duration.ZERO;
    private volatile HeldRequest hold = new HeldRequest(request -> false);
    private volatile Function<S3Request, Optional<S3Error>> fault = request -> Optional.empty();

    private FaultyProxy(URI target) {
        this.target = target;
        QueuedThreadPool threads = new QueuedThreadPool(200);
        threads.setName("faulty-proxy");
        threads.setDaemon(true);
        this.server = new Server(threads);
        this.connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        ServletHolder holder = new ServletHolder(new Relay());
        holder.setAsyncSupported(true);
        holder.setInitParameter("maxThreads", "64");
        holder.setInitParameter("maxConnections", "256");
        context.addServlet(holder, "/*");
        server.setHandler(context);
    }

    /** Starts a proxy that lets everything through. */
    public static FaultyProxy before(URI target) {
        FaultyProxy proxy = new FaultyProxy(target);
        try {
            proxy.server.start();
        } catch (Exception failure) {
            throw new IllegalStateException("the proxy does not start", failure);
        }
        return proxy;
    }

    /** Returns the address of the proxy. */
    public URI endpoint() {
        return URI.create(String.format(Locale.ROOT, "http://127.0.0.1:%d", connector.getLocalPort()));
    }

    /** Holds back these requests from now on, each by so much. */
    public void delay(Predicate<S3Request> which, Duration perRequest) {
        delay = request -> which.test(request) ? perRequest : Duration.ZERO;
    }

    /** Stops the first of these requests until it is let go, as the process that sent it would be stopped. */
    public HeldRequest holdFirst(Predicate<S3Request> which) {
        HeldRequest held = new HeldRequest(which);
        hold = held;
        return held;
    }

    /** Cuts all connections and refuses new ones, as a server does that has died. */
    public void die() {
        try {
            int port = connector.getLocalPort();
            connector.stop();
            connector.setPort(port);
        } catch (Exception failure) {
            throw new IllegalStateException("the proxy does not die", failure);
        }
    }

    /** Listens again, on the same port. */
    public void revive() {
        try {
            connector.start();
        } catch (Exception failure) {
            throw new IllegalStateException("the proxy does not come back", failure);
        }
    }

    /** Answers one in so many requests with 503, as S3 does when there are too many. */
    public void slowDownOneIn(int count) {
        AtomicInteger number = new AtomicInteger();
        fault = request -> number.incrementAndGet() % count == 0 ? Optional.of(S3Error.SLOW_DOWN) : Optional.empty();
    }

    /** Answers these requests with an error, and no others. */
    public void fail(Predicate<S3Request> which, S3Error error) {
        fault = request -> which.test(request) ? Optional.of(error) : Optional.empty();
    }

    /** Lets everything through again, at once. */
    public void heal() {
        delay = request -> Duration.ZERO;
        fault = request -> Optional.empty();
    }

    /** Forgets the requests that were seen. */
    public void forget() {
        requests.clear();
        mostWaitingReads.set(waitingReads.get());
    }

    /** Returns the requests since the last {@link #forget}, those that were answered with errors among them. */
    public List<S3Request> requests() {
        return List.copyOf(requests);
    }

    /** Returns how many of these requests there were since the last {@link #forget}. */
    public long count(Predicate<S3Request> which) {
        return requests.stream().filter(which).count();
    }

    /** Returns how many reads of objects waited for their answer at once, at most, since the last {@link #forget}. */
    public int mostWaitingReads() {
        return mostWaitingReads.get();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception failure) {
            throw new IllegalStateException("the proxy does not stop", failure);
        }
    }

    private final class Relay extends ProxyServlet {
        private static final String READ = "marquetry.read";

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            S3Request seen = seen(request);
            requests.add(seen);
            if (seen.readsObject()) {
                request.setAttribute(READ, seen);
                mostWaitingReads.accumulateAndGet(waitingReads.incrementAndGet(), Math::max);
            }
            waitFor(delay.apply(seen));
            hold.stopIfFirst(seen);
            Optional<S3Error> error = fault.apply(seen);
            if (error.isPresent()) {
                stopWaiting(request);
                answer(error.get(), request, response);
            } else {
                super.service(request, response);
            }
        }

        private static S3Request seen(HttpServletRequest request) {
            String method = request.getHeader("x-amz-copy-source") == null ? request.getMethod() : "COPY";
            String query = request.getQueryString() == null ? "" : request.getQueryString();
            String signature = request.getHeader("Authorization") == null ? "" : request.getHeader("Authorization");
            Matcher signer = ACCESS_KEY.matcher(signature);
            return new S3Request(method, request.getRequestURI(), query, signer.find() ? signer.group(1) : "");
        }

        private static void waitFor(Duration delay) throws IOException {
            try {
                Thread.sleep(delay.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException("the proxy stops", interrupted);
            }
        }

        private static void answer(S3Error error, HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            // What is sent without being read would keep the client waiting.
            request.getInputStream().transferTo(OutputStream.nullOutputStream());
            byte[] body = error.body().getBytes(StandardCharsets.UTF_8);
            response.setStatus(error.status());
            response.setContentType("application/xml");
            response.setContentLength(body.length);
            if (!request.getMethod().equals("HEAD")) {
                response.getOutputStream().write(body);
            }
        }

        private void stopWaiting(HttpServletRequest request) {
            if (request.getAttribute(READ) != null) {
                request.removeAttribute(READ);
                waitingReads.decrementAndGet();
            }
        }

        @Override
        protected String rewriteTarget(HttpServletRequest request) {
            String query = request.getQueryString();
            return target + request.getRequestURI() + (query == null ? "" : "?" + query);
        }

        /** Before the client can see the answer, and ask for the next object. */
        @Override
        protected void onServerResponseHeaders(
                HttpServletRequest request, HttpServletResponse response, Response answer) {
            stopWaiting(request);
            super.onServerResponseHeaders(request, response, answer);
        }

        @Override
        protected void onProxyResponseFailure(
                HttpServletRequest request, HttpServletResponse response, Response answer, Throwable failure) {
            stopWaiting(request);
            super.onProxyResponseFailure(request, response, answer, failure);
        }
    }
}

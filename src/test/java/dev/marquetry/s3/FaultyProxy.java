package dev.marquetry.s3;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
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
        ServletHolder holder = new ServletHolder(new Relay(new Requests()));
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

    private final class Requests implements RelayedRequests {
        @Override
        public URI target() {
            return target;
        }

        @Override
        public Optional<S3Error> arrived(S3Request request) throws IOException {
            requests.add(request);
            if (request.readsObject()) {
                mostWaitingReads.accumulateAndGet(waitingReads.incrementAndGet(), Math::max);
            }
            waitFor(delay.apply(request));
            hold.stopIfFirst(request);
            return fault.apply(request);
        }

        private static void waitFor(Duration delay) throws IOException {
            try {
                Thread.sleep(delay.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException("the proxy stops", interrupted);
            }
        }

        @Override
        public void answered(S3Request request) {
            if (request.readsObject()) {
                waitingReads.decrementAndGet();
            }
        }
    }
}

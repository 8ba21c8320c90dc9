package dev.marquetry.s3;

import dev.marquetry.sample.SampleDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An S3 server and a proxy before it, for the tests of one class; each test has its own bucket with sample
 * pictures below {@code in/}, and a proxy without faults that has seen nothing.
 */
public final class S3Pictures implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private final int count;
    private Path folder;
    private S3Server server;
    private FaultyProxy proxy;
    private String bucket;

    private S3Pictures(int count) {
        this.count = count;
    }

    /** Makes it, with so many pictures, for a static field that JUnit registers. */
    public static S3Pictures of(int count) {
        return new S3Pictures(count);
    }

    /** Returns the server. */
    public S3Server server() {
        return server;
    }

    /** Returns the proxy, which uploads of this class do not go through. */
    public FaultyProxy proxy() {
        return proxy;
    }

    /** Returns the test's bucket. */
    public String bucket() {
        return bucket;
    }

    /** Returns the URI of a key in the test's bucket. */
    public String at(String key) {
        return "s3a://" + bucket + "/" + key;
    }

    /** Returns the local folder of the pictures. */
    public Path local() {
        return folder.resolve("in");
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("marquetry-s3-");
        SampleDataset.write(local(), count, 1);
        server = S3Server.start();
        proxy = FaultyProxy.before(server.endpoint());
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        bucket = server.newBucket();
        server.upload(bucket, "in", local());
        proxy.forget();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        proxy.heal();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        proxy.close();
        server.close();
        FileUtils.deleteDirectory(folder.toFile());
    }
}

package dev.marquetry.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.LauncherBuild;
import dev.marquetry.options.OutputMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.alias.CredentialProvider;
import org.apache.hadoop.security.alias.CredentialProviderFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class S3CredentialsTest {
    private static final Path LAUNCHER = Path.of("scripts/marquetry").toAbsolutePath();
    private static final String LOGGING = """
            appender.stderr.type = Console
            appender.stderr.name = stderr
            appender.stderr.target = SYSTEM_ERR
            appender.stderr.layout.type = PatternLayout
            appender.stderr.layout.pattern = %p %c: %m%n%throwable
            rootLogger.level = info
            rootLogger.appenderRef.stderr.ref = stderr
            """;

    @TempDir
    static Path folder;

    @RegisterExtension
    static final S3Pictures S3 = S3Pictures.of(3);

    private record Outcome(int exitCode, String printed) {}

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(folder.resolve("log4j2.properties"), LOGGING);
    }

    /** The SDK takes them for the variables of the environment that a container has. */
    @AfterEach
    void forgetProperties() {
        System.getProperties().keySet().removeIf(name -> name.toString().startsWith("aws."));
    }

    @Test
    void tellsNoKeyWhateverHappens() throws Exception {
        Outcome plan = launch("plan", S3.at("in"), S3.at("out"));
        assertThat(plan.exitCode()).isZero();
        Outcome run = launch("run", S3.at("in"), S3.at("out"));
        assertThat(run.exitCode()).isZero();
        assertThat(run.printed()).contains("INFO org.apache.spark");
        assertThat(S3.proxy().requests()).extracting(S3Request::accessKey).containsOnly(S3Settings.ACCESS_KEY);
        S3.proxy().fail(request -> request.method().equals("PUT"), S3Error.ACCESS_DENIED);
        Outcome failed = launch("run", S3.at("in"), S3.at("failed"));
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.printed()).contains("marquetry: ", "cause: ", "cure: ");
        S3.proxy().heal();
        Outcome refused = launch(
                "run",
                S3.at("in"),
                "s3a://" + S3Settings.ACCESS_KEY + ":" + S3Settings.SECRET_KEY + "@" + S3.bucket() + "/o");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.printed()).contains("output.path must not have credentials in it");
        for (Outcome outcome : List.of(plan, run, failed, refused)) {
            assertThat(outcome.printed()).doesNotContain(S3Settings.ACCESS_KEY, S3Settings.SECRET_KEY);
        }
        assertThat(S3.server().keys(S3.bucket())).contains("out/report/run.json", "out/README.md", "out/_SUCCESS");
        for (String key : S3.server().keys(S3.bucket())) {
            assertThat(S3.server().read(S3.bucket(), key)).doesNotContain(S3Settings.ACCESS_KEY, S3Settings.SECRET_KEY);
        }
    }

    @Test
    void readsPublicBucketsWithoutAnyKey() throws IOException {
        assertReadsAs("", session("org.apache.hadoop.fs.s3a.AnonymousAWSCredentialsProvider"));
    }

    @Test
    void takesTheKeyOfAProfile() throws IOException {
        Path profiles = Files.write(
                folder.resolve("credentials"),
                List.of(
                        "[default]",
                        "aws_access_key_id = AKIADEFAULT",
                        "aws_secret_access_key = secret",
                        "[pictures]",
                        "aws_access_key_id = AKIAPICTURES",
                        "aws_secret_access_key = secret"));
        SparkSession spark = session("org.apache.hadoop.fs.s3a.auth.ProfileAWSCredentialsProvider");
        spark.conf().set("fs.s3a.auth.profile.file", profiles.toString());
        spark.conf().set("fs.s3a.auth.profile.name", "pictures");
        assertReadsAs("AKIAPICTURES", spark);
    }

    @Test
    void takesTheKeyOfACredentialStore() throws IOException {
        String store = "localjceks://file" + folder.resolve("keys.jceks");
        Configuration configuration = new Configuration();
        configuration.set("hadoop.security.credential.provider.path", store);
        CredentialProvider keys =
                CredentialProviderFactory.getProviders(configuration).get(0);
        keys.createCredentialEntry("fs.s3a.access.key", "AKIASTORE".toCharArray());
        keys.createCredentialEntry("fs.s3a.secret.key", "secret".toCharArray());
        keys.flush();
        SparkSession spark = session("org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
        spark.conf().set("hadoop.security.credential.provider.path", store);
        assertReadsAs("AKIASTORE", spark);
    }

    @Test
    void takesTheKeyOfAContainersRole() throws IOException {
        String answer = """
                {"AccessKeyId": "AKIACONTAINER", "SecretAccessKey": "secret", "Token": "token",
                 "Expiration": "2100-01-01T00:00:00Z"}
                """;
        try (RoleServer roles = RoleServer.answering("application/json", answer)) {
            System.setProperty(
                    "aws.containerCredentialsFullUri", roles.address().toString());
            assertReadsAs("AKIACONTAINER", session("org.apache.hadoop.fs.s3a.auth.IAMInstanceCredentialsProvider"));
        }
    }

    @Test
    void takesTheKeyOfARoleForAWebIdentity() throws IOException {
        String answer = """
                <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                <AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>AKIAIDENTITY</AccessKeyId>
                <SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>
                <Expiration>2100-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult>
                </AssumeRoleWithWebIdentityResponse>
                """;
        Path token = Files.writeString(folder.resolve("token"), "web-identity-of-nobody");
        try (RoleServer roles = RoleServer.answering("text/xml", answer)) {
            System.setProperty("aws.endpointUrlSts", roles.address().toString());
            System.setProperty("aws.region", "us-east-1");
            System.setProperty("aws.roleArn", "arn:aws:iam::123456789012:role/pictures");
            System.setProperty("aws.webIdentityTokenFile", token.toString());
            assertReadsAs(
                    "AKIAIDENTITY",
                    session("software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider"));
            assertThat(roles.asked()).contains("web-identity-of-nobody");
        }
    }

    /** Returns a session without keys, which are the provider's affair. */
    private static SparkSession session(String provider) {
        SparkSession spark = S3Settings.session(S3.proxy().endpoint());
        spark.conf().set("fs.s3a.access.key", "");
        spark.conf().set("fs.s3a.secret.key", "");
        spark.conf().set("fs.s3a.aws.credentials.provider", provider);
        return spark;
    }

    private void assertReadsAs(String accessKey, SparkSession spark) throws IOException {
        S3Jobs.run(spark, S3Jobs.images(S3.at("in"), folder.resolve(S3.bucket()).toString(), OutputMode.ERROR));
        assertThat(S3.proxy().requests())
                .isNotEmpty()
                .extracting(S3Request::accessKey)
                .containsOnly(accessKey);
    }

    private Outcome launch(String command, String input, String output) throws IOException, InterruptedException {
        LauncherBuild.require();
        Path job = folder.resolve("job.yaml");
        Files.writeString(
                job,
                "input.path: " + input + "\noutput.path: " + output
                        + "\nresize: {method: crop, height: 32, width: 32}\n");
        List<String> options = new ArrayList<>(List.of(
                "-Dlog4j2.configurationFile=" + folder.resolve("log4j2.properties"), "-Dspark.master=local[2]"));
        S3Settings.spark(S3.proxy().endpoint()).forEach((key, value) -> {
            if (!key.endsWith(".key")) {
                options.add("-D" + key + "=" + value);
            }
        });
        Path printed = folder.resolve("printed.txt");
        ProcessBuilder builder = new ProcessBuilder(LAUNCHER.toString(), command, job.toString())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        builder.environment()
                .putAll(Map.of(
                        "MARQUETRY_JAVA_OPTS",
                        LauncherBuild.brief() + " " + String.join(" ", options),
                        "AWS_ACCESS_KEY_ID",
                        S3Settings.ACCESS_KEY,
                        "AWS_SECRET_ACCESS_KEY",
                        S3Settings.SECRET_KEY,
                        "JAVA_HOME",
                        System.getProperty("java.home")));
        int exitCode = builder.start().waitFor();
        return new Outcome(exitCode, Files.readString(printed));
    }
}

/**
 * The sink: takes a DataFrame whose tensor columns are bytes and gives Parquet files whose tensor columns are arrays,
 * each image written as one whole data page. Copies rows of such files to others, images compressed as they are.
 */
package dev.marquetry.parquet;

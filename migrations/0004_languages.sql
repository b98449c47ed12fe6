-- What is told to a member later is told in their own language (BCP 47, as the platform last said; null: never said).
ALTER TABLE members ADD COLUMN language TEXT;

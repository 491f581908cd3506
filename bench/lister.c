// The least that reading the names in a folder can cost, as ADD and DEL do with the records: lister FOLDER
#include <dirent.h>
#include <stdio.h>

int main(int argc, char** argv) {
  DIR* folder = argc == 2 ? opendir(argv[1]) : NULL;
  if (folder == NULL) {
    perror("lister FOLDER");
    return 1;
  }
  while (readdir(folder) != NULL) {
  }
  return closedir(folder);
}
